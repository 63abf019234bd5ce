"""What the tests of this room share: every test begins with a gate that remembers nothing."""

import django
import pytest

django.setup()


@pytest.fixture(autouse=True)
def _fresh_gate() -> None:
    from bowstreet.holdings.governance import gate  # it holds tables, which are there only after the setup above

    gate.forget()
