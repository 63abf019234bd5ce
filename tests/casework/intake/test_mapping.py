import pytest
from tests.worlds import intake as world

from bowstreet.casework.intake import mapping
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.refusals import Hidden, Invalid


def test_shipped_mappings_say_what_a_person_is_to_the_case_and_why() -> None:
    wanted = {"vendor_account": SubjectCategory.SUSPECT, "user_account": SubjectCategory.OTHER_PARTY}
    rules = [rule for each in mapping.shipped().values() for rule in each.records if rule.kind in wanted]
    assert rules
    for rule in rules:
        assert rule.category is wanted[rule.kind]
        assert rule.ground
        known = ", known by a collector's number alone" if rule.pseudonym else ""
        assert rule.kind != "vendor_account" or rule.ground == f"offered for sale on {{market}}{known}"


@pytest.mark.django_db(transaction=True)
def test_a_mapping_belongs_to_its_agency() -> None:
    north, south = world.supervisor("harbour-north"), world.supervisor("harbour-south")
    own = world.MAPPING.replace("harbour_sellers", "north_only")
    mapping.new(reader=north, now=world.NOW, name="north_only", text=own)
    assert mapping.show(reader=north, now=world.NOW, name="north_only").columns[0] == ("seller", "handle")
    with pytest.raises(Hidden):
        mapping.show(reader=south, now=world.NOW, name="north_only")


@pytest.mark.django_db(transaction=True)
def test_a_text_without_a_name_is_called_as_it_is_saved() -> None:
    reader = world.supervisor()
    nameless = "\n".join(line for line in world.MAPPING.splitlines() if not line.startswith("name"))
    assert mapping.new(reader=reader, now=world.NOW, name="nameless", text=nameless).name == "nameless"
    assert "nameless" in [each.name for each in mapping.mappings(reader=reader, now=world.NOW).mappings]


@pytest.mark.django_db(transaction=True)
def test_a_name_is_taken_once_and_must_be_its_own() -> None:
    reader = world.supervisor()
    with pytest.raises(mapping.NameTaken):
        mapping.new(reader=reader, now=world.NOW, name="harbour_sellers", text=world.MAPPING)
    with pytest.raises(Invalid):
        mapping.new(reader=reader, now=world.NOW, name="another", text=world.MAPPING)
