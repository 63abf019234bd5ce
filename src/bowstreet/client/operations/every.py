"""All operations together, written by `make reference` from the OpenAPI description."""

from bowstreet.client.operations.behaviour import Behaviour
from bowstreet.client.operations.correction import Correction
from bowstreet.client.operations.delegation import Delegation
from bowstreet.client.operations.double_effort import Double_effort
from bowstreet.client.operations.expert import Expert
from bowstreet.client.operations.finding import Finding
from bowstreet.client.operations.focus import Focus
from bowstreet.client.operations.forms import Forms
from bowstreet.client.operations.intake import Intake
from bowstreet.client.operations.lead import Lead
from bowstreet.client.operations.ledger import Ledger
from bowstreet.client.operations.library import Library
from bowstreet.client.operations.notice import Notice
from bowstreet.client.operations.operation import Operation
from bowstreet.client.operations.pattern import Pattern
from bowstreet.client.operations.peer import Peer
from bowstreet.client.operations.people import People
from bowstreet.client.operations.persona import Persona
from bowstreet.client.operations.plan import Plan
from bowstreet.client.operations.question import Question
from bowstreet.client.operations.records import Records
from bowstreet.client.operations.request import Request
from bowstreet.client.operations.resting import Resting
from bowstreet.client.operations.sharing import Sharing
from bowstreet.client.operations.situation import Situation
from bowstreet.client.operations.ticket import Ticket
from bowstreet.client.operations.tool import Tool
from bowstreet.client.operations.writing import Writing


class Operations(
    Behaviour,
    Correction,
    Delegation,
    Double_effort,
    Expert,
    Finding,
    Focus,
    Forms,
    Intake,
    Lead,
    Ledger,
    Library,
    Notice,
    Operation,
    Pattern,
    Peer,
    People,
    Persona,
    Plan,
    Question,
    Records,
    Request,
    Resting,
    Sharing,
    Situation,
    Ticket,
    Tool,
    Writing,
):
    """One method for each operation that a token opens."""
