"""Invented pages in the templates of 2018 to 2020: Cryptonia, Dream and a mirror list."""

from datetime import date

from tests.formats.pages.invented import COLLECTOR, Invented

_CRYPTONIA = f"""<!DOCTYPE html><html><head><title>Cryptonia Market - {{title}}</title>
<link rel=stylesheet href=/css-icons></head><body><div id=container>
<h1><a class=hlink href="/">CRYPTONIA MARKET</a></h1><div style="margin-top: -8px;">
<span style="font-size: smaller; margin-top: 5px; float:right">
Server Time: 2019-10-29 14:21&nbsp;|&nbsp;
Logged in as <a class=controlbox_link href=/user/{COLLECTOR}>{COLLECTOR}</a>
</span></div><div id=body><div class=mainarea>
<div class=mainarea_inner>
"""
_TOOLBAR = """<div class=toolbar><div class=toolbar_menu><div class=toolbar_layer></div><div class=toolbar_spacer></div>
<div class=toolbar_layer></div><div class=toolbar_spacer></div><div class=toolbar_layer></div></div>
<div class=toolbar_dropdown><a class=toolbar_link href=/products/x><span class="icono-market smicon"></span>View</a>
</div></div>"""


def _feedback() -> str:
    def told(mark: str, listing: str, text: str, buyer: str, alt: str) -> str:
        return f"""<tr><td class="rating_cell{alt}"><span class="icono-{mark}" style="color: green"></span></td>
        <td class="rating_message{alt}"><span class="rating_product">{listing}</span>
        <p>{text}</p></td><td class="rating_user{alt}"><span class="smtext rating_date">2019-10-28</span>
        <span class="smtext rating_date">0.01240000 BTC</span>
        <span class="smtext rating_date">{buyer}</span></td></tr>"""

    return f"""<div id=feedback_div class=target_content><div class=content_div><div class=mainbox>
    <table style="width: 100%"><tr class=gridhdr><td class="gridhdr rating_good">&nbsp;</td>
    <td class="gridhdr rating_message">FEEDBACK</td><td class="gridhdr rating_user">&nbsp;</td></tr>
    {told("checkCircle", "Green tea", "Quick &#38 kind ", "p***k", "")}
    {told("crossCircle", "Teapot", "It leaks.", "l***q", " gridalt")}
    <tr><td class="gridftr" colspan=5><span>&lt;&lt;</span> <span>1 of 1</span></td></tr>
    </table></div></div></div></div></div></div></div><div id=footer></div></body></html>"""


_TOLD = [
    {"mark": "positive", "listing": "Green tea", "feedback": "Quick & kind ", "buyer": "p***k", "amount": 0.0124,
     "posted_on": date(2019, 10, 28)},
    {"mark": "negative", "listing": "Teapot", "feedback": "It leaks.", "buyer": "l***q", "currency": "BTC"},
]  # fmt: skip
_TABS = "".join(f"<div id={each}tab class=tab><a class=tablink href=#{each}>{each}</a></div>" for each in "wxyz")


def cryptonia_vendor(handle: str = "teapot_seller") -> Invented:
    page = (
        _CRYPTONIA.format(title=f"{handle} Profile")
        + f"""<a class=noanchor id=general></a><h2><span class="icono-user"></span>&nbsp;{handle}
        <span class=lgtext>&nbsp;(1490)</span> &nbsp;<span class=verified>LEVEL 1</span>&nbsp;
        <span class=verified>VERIFIED</span></h2>{_TOOLBAR}
        <div class=inline_div><img class=picture src=/image/1></div><div class=inline_div><div>
        <label>Positive:</label><span style="font-weight: bold; color: green;">96.87%</span></div>
        <div><label>Disputes <span class=smtext>(won/lost)</span>:</label><span class=good>
        <span style="fong-weight: bold;">3</span></span>/<span class=bad>1</span></div>
        <div><label>Verifications:</label><div class=lbllist><span class=verified>Harbour: 340 deals, 4.82/5</span>
        <span class=verified>Quay: 9888/44/57</span></div></div>
        <div><label>Amount on Escrow:</label><span>0.06925569 BTC&nbsp;(<b>646.22 USD</b>)</span></div>
        <div><label>Ships From:</label><span> Utopia</span></div>
        <div><label>Ships To:</label><span>Worldwide</span></div>
        <div><label>FE Enabled:</label><span>Yes</span></div>
        <div><label>Member since:</label><span>2019-04-15 13:19:58</span></div>
        <div><label>Last online:</label><span>Within the last 24 hours</span></div></div>
        <div style="width: 0px; height: 0px;"></div>{_TABS}
        <div id=tabview1 class=tabview><div id=general_div class=target_content><p>Hello.</p>
        <p>Tea &amp; <strong>pots</strong></p></div>
        <div id=terms_div class=target_content><div class=content_div><p>No milk.</p></div></div>
        <div id=pgp_div class=target_content><p>This user has not uploaded a PGP key!</p></div>"""
        + _feedback()
    )
    return Invented(
        "cryptonia vendor",
        page.encode(),
        {
            "sellers": [
                {"handle": handle, "rating": 96.87, "deals": 1490, "disputes_won": 3, "disputes_lost": 1,
                 "escrow": 0.06925569, "escrow_worth": 646.22, "ships_from": "Utopia", "ships_to": "Worldwide",
                 "fe_enabled": "Yes", "member_since": "2019-04-15 13:19:58", "description": "Hello.\nTea & pots",
                 "terms": "No milk.", "seen_on": date(2019, 10, 29), "xmpp": None, "public_key": None},
            ],
            "verifications": [
                {"verified_on": "Harbour", "deals": 340, "rating": 4.82, "out_of": 5.0},
                {"verified_on": "Quay", "good": 9888, "neutral": 44, "bad": 57},
            ],
            "feedback": _TOLD,
        },
    )  # fmt: skip


def cryptonia_listing() -> Invented:
    page = (
        _CRYPTONIA.format(title="Product Details")
        + f"""<h2>Green  tea</h2>{_TOOLBAR}{"".join(f"<a class=noanchor id=a{n}></a>" for n in range(7))}
        <div class=content_div><div class=top_part><a title="Click to view full resolution image." href=/image/1
        target=_blank><img class=picture src=/image/1></a><div class=product_details><div class=product_data>
        <label>Sold by:</label><a href=/user/teapot_seller>teapot_seller</a> <span class=verified>LEVEL 2</span>
        <span class=verified>VERIFIED</span> <span class=lgtext style="font-weight: bold">
        <span title="Total sales">(1335)</span>&nbsp;
        <span title="Positive Feedback Percentage" style="color: green;">99.31%</span></span>
        <a title="Click to contact this vendor." class=smlink href=/messages/new/x><span class=icono-mail></span></a>
        </div><div class=product_data><label>Category:</label><span>Tea</span></div>
        <div class=product_data><label>Listing Type:</label><span>Physical Listing</span></div>
        <div class=product_data><label>Price:</label><span class="lgtext">485.00 USD/100g</span>
        <span>(0.05199685 BTC/100g)</span></div><div class=product_data><label>FE or Escrow:</label>
        <span class=verified>ESCROW</span></div><div class=product_data><label>In stock:</label>
        <span>17 100g</span></div><div class=product_data><label>Accepted Payments:</label>
        <span><img style="height: 18px" src=/b.png alt="Bitcoin (BTC)"></span></div>
        <div class=product_data><label>Ships from:</label><div class=lbllist>Utopia &rarr; Worldwide</div></div>
        </div></div></div>{_TABS}<div id=tabview1 class=tabview><div id=general_div class=target_content>
        <div class=content_div><p>Leaves &amp; buds</p></div></div>
        <div id=terms_div class=target_content><div class=content_div><p>No milk.</p></div></div>"""
        + _feedback()
    )
    return Invented(
        "cryptonia listing",
        page.encode(),
        {
            "listings": [
                {"title": "Green  tea", "vendor": "teapot_seller", "price": 485.0, "price_currency": "USD",
                 "unit": "100g", "price_coin": 0.05199685, "category": "Tea", "ships_from": "Utopia",
                 "ships_to": "Worldwide", "description": "Leaves & buds", "terms": "No milk.", "payment": "ESCROW"},
            ],
            "feedback": _TOLD,
        },
    )  # fmt: skip


_DREAM = f"""<!DOCTYPE html><html><head><title>{{title}}</title></head><body>
<div artumm="x" class="bakrlop"> </div><div class="youHaveBeenPhished">You have been phished</div>
<ul><li class="" title="Update my profile settings"><a href="./profile">{COLLECTOR}</a></li></ul>
<div class="content">
"""
_DREAM_RATINGS = """<a class="viewRatings" href="/contactMember?member=x" target="_blank">
<span title="Successful transactions">(680)</span> (<span class="userRating gold"
title="Average rating out of 640 rating[s] (1-5 stars)">4.96    </span>)</a>
(<span class="quayLinkedUserRating externalVendorRef" title="Quay vendor rating">332/9/6</span>)"""


def dream_vendor(handle: str = "teapot_seller") -> Invented:
    def sold(number: int, title: str, price: str) -> str:
        return f"""<div class="around"><div class="shopItem shopItem_{number}"><div class="text oTitle">
        <a class="productThumbImage_{number}" href="./viewProduct?offer={number}.5" target="_blank"> {title} </a></div>
        <div class="oOfferBody"><table><tr><td><div class="oImage">
        <a class="productThumbImage_{number}" href="./viewProduct?offer={number}.5" target="_blank">
        <img alt="{title}" height="132" src="x" width="176"/></a>
        <div class="escrowInfo"><div class="escrowBox withEscrow">ESCROW</div></div></div></td>
        <td class="oOfTextDetail" style="width: 49%;"><div class="bottom oPrice"> {price} </div>
        <div class="oOrderButton"><a class="smallButton" href="./v" target="_blank">Order</a></div></td></tr></table>
        </div></div></div>"""

    page = (
        _DREAM.format(title=f"Contact {handle}")
        + f"""<div class="contactMember"><div class="profileNotes tabularDetails"><div class="memberSince">
        <table class="pTable"><tr><td class="ptableLabel"><label>Username</label></td><td>
        <span>{handle} {_DREAM_RATINGS}</span></td></tr></table></div>
        <div class=""><label>FE enabled</label><span>No</span></div>
        <div class="memberSince"><label>Join date</label><span>24/08/2018</span></div>
        <div><label>Last active</label><span>18/11/2018 (today)</span></div></div>
        <div class="messagingTab"><div><div class="subtitle">Terms and conditions</div>
        <div class="preformattedNotes"><pre>No milk.
Tea &amp; pots. </pre></div></div></div>
        <div class="shop">{sold(71, "Green tea", "$76.7")}{sold(72, "Teapot", "฿0.0012")}</div></div></div>
        <div class="footer"></div></body></html>"""
    )
    return Invented(
        "dream vendor",
        page.encode(),
        {
            "sellers": [
                {"handle": handle, "deals": 680, "rating": 4.96, "joined_on": date(2018, 8, 24),
                 "last_active": date(2018, 11, 18), "fe_enabled": "No", "terms": "No milk.\nTea & pots."},
            ],
            "listings": [
                {"title": "Green tea", "price": 76.7, "price_currency": "USD", "vendor": handle},
                {"title": "Teapot", "price": None, "price_btc": 0.0012, "vendor": handle, "listing_code": "72.5"},
            ],
        },
    )  # fmt: skip


def _stars(gold: int) -> str:
    colours = ["gold"] * gold + ["grey"] * (5 - gold)
    return "".join(f'<img alt="{each}" class="star" src="./../star_{each}.png"/>' for each in colours)


def _sold(age: str, stars: int, text: str) -> str:
    return f"""<tr><td class="age dontwrap">{age}</td><td class="rating dontwrap"> {_stars(stars)}</td>
    <td class="text ratingText">{text}</td></tr>"""


def dream_listing() -> Invented:
    page = (
        _DREAM.format(title="Green tea")
        + f"""<div class="viewProduct"><div class="title">Green tea</div><div class="tabularDetails"><div>
        <label>Vendor</label><span class=""> <a href="./contactMember?member=teapot_seller" target="_blank">
        teapot_seller </a> {_DREAM_RATINGS} </span></div><div><label>Price</label><span>฿0.00387 ($41.6)</span></div>
        <div><label>Ships to</label><span> Worldwide </span></div>
        <div><label>Ships from</label><span> Utopia </span></div>
        <div><label>Escrow</label><span> Yes </span></div></div>
        <div class="offerImage"><img class="productImage" src="x" alt="Green tea"></div>
        <div class="subtitle">Product description</div>
        <div class="preformattedNotes" id="offerDescription"><pre>Leaves. </pre></div>
        <div><div class="subtitle">Terms and conditions of <a href="./c">teapot_seller</a></div>
        <div class="preformattedNotes"><pre>No milk.</pre></div></div>
        <form action="./checkout" method="get"><div class="newFeature">Shipping options</div>
        <table class="shippingTable hoverable"><tr class="odd"><td class="text"><label>By cart</label></td></tr></table>
        </form><div class="ratings"><div class="newFeature">Product ratings</div><table class="hoverable"><colgroup>
        <col width="60"/></colgroup>{_sold("4d", 5, "Fine &amp; quick")}{_sold("19d", 2, "Cold")}</table></div>
        </div></div><div class="footer"></div></body></html>"""
    )
    return Invented(
        "dream listing",
        page.encode(),
        {
            "listings": [
                {"title": "Green tea", "vendor": "teapot_seller", "price": 41.6, "price_currency": "USD",
                 "price_btc": 0.00387, "ships_to": "Worldwide", "ships_from": "Utopia", "escrow": "Yes",
                 "description": "Leaves.", "deals": 680},
            ],
            "feedback": [
                {"age": "4d", "stars": 5, "feedback": "Fine & quick", "vendor": "teapot_seller"},
                {"age": "19d", "stars": 2, "feedback": "Cold", "listing": "Green tea"},
            ],
        },
    )  # fmt: skip


def dream_ratings() -> Invented:
    def told(age: str, stars: int, text: str, buyer: str) -> str:
        return f"""<tr><td class="dontwrap center">{age}</td><td class="dontwrap">{_stars(stars)}</td>
        <td class="text ratingText">{text}</td><td class="dontwrap">{buyer}</td><td class="dontwrap">~$30</td></tr>"""

    page = (
        _DREAM.format(title="Contact kettle")
        + f"""<div class="contactMember"><div class="title">Contact vendor</div>
        <div class="profileNotes tabularDetails"><div class="memberSince">
        <table class="pTable"><tr><td class="ptableLabel"><label>Username</label></td><td>
        <span>kettle {_DREAM_RATINGS}</span></td></tr></table></div>
        <div class="memberSince"><label>Join date</label><span>24/08/2018</span></div>
        <div><label>Last active</label><span>18/11/2018 (today)</span></div></div>
        <table class="pnav centerDefault"><tr><td class="pListItem"><a href="?m">Profile</a></td></tr></table>
        <div id="tableOfRatings"><table class="centerDefault hoverable"><tr><td>Older</td><td>5</td></tr></table></div>
        <div class="warningBox"><b>Do not</b> open links from ratings.</div>
        <table class="ratingTable hoverable"><colgroup><col width="60"></colgroup>
        {told("4d", 4, "Warm", "q***a")}{told("1d 2h", 1, "Cracked", "s***e")}</table>
        <div class="andMoreRatings">And 300 more ratings...</div></div></div>
        <div class="footer"></div></body></html>"""
    )
    return Invented(
        "dream ratings",
        page.encode(),
        {
            "sellers": [{"handle": "kettle", "deals": 680, "rating": 4.96, "joined_on": date(2018, 8, 24)}],
            "feedback": [
                {"age": "4d", "stars": 4, "feedback": "Warm", "buyer": "q***a", "vendor": "kettle"},
                {"age": "1d 2h", "stars": 1, "feedback": "Cracked", "buyer": "s***e", "vendor": "kettle"},
            ],
        },
    )


def mirrors() -> Invented:
    good, old, decoy = ("a" * 16, "b" * 16, "c" * 16)
    page = f"""<!doctype html><html><head><link rel="canonical" href="https://dark.fail/harbour"></head><body>
    <div class="content"><h5>Harbour's Onion Links</h5><div class="urls"><table>
    <tr class="fud"><td class="url status"><code>http://{decoy}.onion</code></td></tr>
    <tr><td class="url status1"><code>http://{good}.onion</code></td><td></td></tr>
    <tr><td class="url status0"><code>{"".join(f"&#{ord(each)};" for each in f"http://{old}.onion")}</code>
    <span class="last_online">- Last Online: Mon Nov  4 11:48:37 2019 UTC</span></td><td></td></tr>
    </table></div></div></body></html>"""
    return Invented(
        "mirror list",
        page.encode(),
        {
            "mirrors": [
                {"address": f"http://{good}.onion", "state": "online", "site": "Harbour", "last_online": None},
                {"address": f"http://{old}.onion", "state": "offline", "last_online": "Mon Nov 4 11:48:37 2019 UTC"},
            ]
        },
    )


def mirrors_of_all() -> Invented:
    def site(page: str, name: str, *items: str, hidden: str = "") -> str:
        return f"""<h4><a href="/{page}">{name}</a></h4>{hidden}
        <div class="online"><ul>{"".join(items)}</ul><div class="more"><a href="/{page}">1 more...</a></div></div>"""

    def item(sign: str, state: int) -> str:
        return f"""<li class="online status{state}"><code>http://{sign * 16}.onion</code></li>"""

    closed = f"""<div class="offline"><h5>Offline</h5><ul><li class="status0"><code>http://{"g" * 16}.onion</code></li>
    </ul></div>"""
    decoys = f"""<div class="fud"><div class="online"><ul>{item("z", 1)}</ul></div></div>"""
    page = f"""<!doctype html><html><head><link rel="canonical" href="https://dark.fail"></head><body>
    <div class="content"><h3>Is it online?<span>Updated Mon, 04 Nov 2019 19:43:30 UTC</span></h3>
    <p><b>Home:</b> set <code>darkfail.onion</code>.</p>
    {site("harbour", "Harbour", item("a", 1), item("b", 2), hidden=decoys)}{closed}
    {site("quay", "Quay Market", item("d", 1))}{site("pier", "Pier", item("e", 1), item("f", 1))}
    <h3>Philosophy</h3><p>Plain.</p></div></body></html>"""
    states = {"a": "online", "b": "unsure", "g": "offline", "d": "online", "e": "online", "f": "online"}
    sites = {"a": "Harbour", "b": "Harbour", "g": "Harbour", "d": "Quay Market"}
    return Invented(
        "mirror list of all",
        page.encode(),
        {
            "mirrors": [
                {"address": f"http://{sign * 16}.onion", "state": state, "site": sites.get(sign, "Pier")}
                for sign, state in states.items()
            ]
        },
    )


def cryptonia_index() -> Invented:
    def listed(code: int, title: str, vendor: str, alt: str) -> str:
        return f"""<tr><td class="thumb grid{alt}"><a href=/product/{code}><img class=thumb_img src=/x></a></td>
        <td class="spacer grid{alt}">&nbsp;</td><td class="product grid{alt}">
        <div style="margin-bottom: 5px; width: 270px; overflow: hidden">
        <a class=growlink href=/product/{code}>{title}</a></div><div><img src=/b.png></div>
        <div><span>Utopia &rarr; Worldwide</span></div><div style="margin-top: 5px"><span class=x>tea</span></div></td>
        <td class="price grid{alt}"><span class=listprice>Buy 1 for</span>
        <span style="font-size: 1.1em" class=listprice>{code}.00 USD/100g</span>
        <span class=listprice_alt>0.0{code} BTC/100g</span></td>
        <td class="vendor grid{alt}"><div class=content_div><div>
        <a href=/user/{vendor}>{vendor}</a> <span style="font-weight: bold">(12)</span></div>
        <div style=""><span class=smtext>Positive Feedback: <span style="color: green">99.00%</span></span></div>
        <div style="margin-bottom: 5px"><span class=smtext>Member since: 2019-04-15</span></div>
        <div class=verified>LEVEL 1</div></div></td></tr>"""

    page = (
        _CRYPTONIA.format(title="Products")
        + f"""<div class=mainbox><table><tr class=gridhdr><td class="gridhdr thumbhdr">&nbsp;</td>
        <td class="gridhdr spacer">&nbsp;</td><td class="gridhdr product">PRODUCT</td>
        <td class="gridhdr price">PRICE</td><td class="gridhdr vendor">VENDOR</td></tr>
        {listed(31, "Green tea", "kettle", "row")}{listed(32, "Teapot", "brewer", "alt")}
        </table></div></div></div></div></body></html>"""
    )
    return Invented(
        "cryptonia index",
        page.encode(),
        {
            "listings": [
                {"title": "Green tea", "vendor": "kettle", "price": 31.0, "listing_code": "31", "deals": 12},
                {"title": "Teapot", "vendor": "brewer", "price": 32.0, "price_coin": 0.032, "ships_to": "Worldwide"},
            ]
        },
    )
