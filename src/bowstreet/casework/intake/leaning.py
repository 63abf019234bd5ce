"""On which earlier intakes an intake leans: on those that brought in the rows which it found already held."""

from collections.abc import Collection

from bowstreet.casework.intake.models import Intake, Leaning
from bowstreet.casework.intake.naming import beginning_of


def keep(intake: Intake, held: Collection[str]) -> None:
    """Keep that an intake found rows of some imports already held; its own are none."""
    others = {each[:24] for each in held} - {beginning_of(intake.id)}
    Leaning.objects.bulk_create((Leaning(intake=intake, on=each) for each in sorted(others)), ignore_conflicts=True)


def forget(intake: Intake) -> None:
    """Remove what was kept of an intake that is read anew or taken back."""
    Leaning.objects.filter(intake=intake).delete()


def on(intake: Intake) -> list[str]:
    """Return the ids of the intakes that lean on one and are done."""
    leaning = Leaning.objects.filter(on=beginning_of(intake.id), intake__state="done")
    return list(leaning.values_list("intake_id", flat=True))
