"""What the invented officers know and share: practices, methods, tools and behaviours."""

from bowstreet.interfaces.demonstration.sites import LANTERNHOUSE, SALTMARKET
from bowstreet.interfaces.demonstration.telling import Told

MARKET, FORUM = SALTMARKET.name, LANTERNHOUSE.name


KNOWLEDGE = (
    Told("investigator.noord", "practice", {
        "title": "Test purchases by parcel locker",
        "summary": "A locker rented for the purchase gives the hour of delivery and the sender's post office.",
        "preconditions": "An order of the prosecutor; a legend for the buyer; an officer at the locker.",
        "steps": "Rent the locker for a week. Buy the smallest amount. Keep the wrapping under seal, photograph all "
                 "six sides, weigh it. Ask the post for the scan history within five days.",
        "failure_modes": "Sellers who send by courier. Lockers whose camera keeps pictures for two days only.",
        "legal_bases": ["NL: pseudo-purchase, on the prosecutor's order", "FR: coup d'achat"],
        "countries": ["NL", "FR"], "products": ["drugs"],
        "outcome": "In four of six purchases the posting office was known within a week.",
    }),
    Told("analyst.garonne", "practice", {
        "title": "Reading the key before the name",
        "summary": "Compare fingerprints first, names second: names are copied, keys seldom are.",
        "steps": "Take every key block of a page. Repair its armour. Note fingerprint, subkeys and the day of making. "
                 "Search it here before you search the handle.",
        "failure_modes": "A key pasted by an impostor, so that the right letters reach the wrong person.",
        "countries": ["FR"], "products": ["drugs", "cybercrime"],
    }),
    Told("investigator.duero", "practice", {
        "title": "Stopping parcels without telling the seller",
        "summary": "Controlled delivery with a delay that looks like slow post.",
        "steps": "Agree on three days with customs. Put the parcel back. Do not stop two in a row.",
        "legal_bases": ["ES: entrega vigilada"], "countries": ["ES"], "products": ["drugs"],
    }),
    Told("analyst.elbe", "method", {
        "title": "Weekly turnover from feedback",
        "summary": "Feedback of a week times the price of its listing, corrected for prices set too high on purpose.",
        "steps": "Join feedback to listings by seller and title. Drop prices above four times the median of the title.",
        "requirements": "Listings and feedback of the same weeks.",
        "error_rates": "Not measured on this market; feedback is left for a part of the sales only.",
    }),
    Told("analyst.warta", "method", {
        "title": "Hours of writing",
        "summary": "The hours at which an account writes, by weekday, against those of a region.",
        "error_rates": "Needs some thirty posts; daylight saving moves the hour by one.",
    }),
    Told("analyst.noord", "tool", {
        "title": "Key reader", "version": "2.1", "maker": "Desk Noord", "licence": "EUPL 1.2",
        "users": ["Officers of every agency here"], "inputs": ["pages"], "outputs": ["keys", "a list of repairs"],
        "summary": "Reads OpenPGP keys out of damaged pages and names what it repaired.",
    }),
    Told("analyst.elbe", "tool", {
        "title": "Tidemark", "version": "0.9", "maker": "Invented Forensics", "licence": "a seat a year",
        "users": ["Referat Elbe", "on request: other agencies of the group"], "inputs": ["listings", "feedback"],
        "outputs": ["turnover by week"], "limits": "Feedback is left for a part of the sales only.",
        "summary": "Reckons the weekly turnover of a market from its feedback.",
    }),
    Told("coordinator.centre", "behaviour", {
        "title": "Sellers announce holidays before they move",
        "summary": "A notice of holidays on one market, within two weeks a new account with the same key elsewhere.",
        "signs": "Holiday notice; new account; same key; first listings at a discount.",
        "words": ["holiday", "back in two weeks"],
        "counter_measures": "Search the key on the day of the notice, and again after a fortnight.",
        "markets": [MARKET], "products": ["drugs"],
    }),
    Told("analyst.garonne", "behaviour", {
        "title": "Payment outside the market",
        "summary": "Regular buyers are asked to pay directly, at a tenth less.",
        "signs": "A wallet in the description; 'write first' in the listing.",
        "words": ["write first", "direct payment"],
        "markets": [MARKET, FORUM], "products": ["drugs", "fraud"],
    }),
    Told("investigator.noord", "behaviour", {
        "title": "Letters posted in one go",
        "summary": "A week's sales are posted within minutes at one counter or box, far from the packing place.",
        "signs": "Many plain letters, paid in coins; the same hour of the week; a car waiting.",
        "words": ["paid in coins", "plain letters"],
        "counter_measures": "Ask the post for the scans of that counter and hour; watch it the week after.",
        "products": ["drugs"],
    }),
    Told("analyst.elbe", "behaviour", {
        "title": "Withdrawals slow before the end",
        "summary": "A market that is about to leave delays withdrawals with excuses on its forum.",
        "signs": "Complaints on slow withdrawals; moderators who ask for patience; deposits still taken.",
        "words": ["excuses", "withdrawals"],
        "counter_measures": "Crawl daily, copy the forum, and warn exchanges of the deposit addresses.",
    }),
)  # fmt: skip
"""In the order in which it is recorded."""
