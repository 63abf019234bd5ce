from itertools import product

from bowstreet.holdings.agencies import rules
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role


def test_nobody_administers_another_agency_whoever_asks() -> None:
    for own, target in product(Role, Role):
        reader = Reader(officer="x", agency="north", role=own, purpose=None, session="web:1")
        assert not rules.may_administer(reader, agency="south", role=target)
        assert not rules.may_enrol(reader, agency="south", sort="national_unit", role=target)


def test_a_partner_body_has_no_officers_of_the_law() -> None:
    assert not rules.enrollable(rules.PARTNER_SORT) & LEA_ROLES
    assert rules.first_role(rules.PARTNER_SORT) is Role.PARTNER
    assert Role.OPERATOR not in rules.enrollable("national_unit")
