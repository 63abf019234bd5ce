"""Sessions in the database: the row is read at each request, what its signed text holds is worked out once."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.core import signing
from django.db import connection
from django.utils import timezone

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's store, in whose form the rows stay; a session that is ended or run out is gone at the next request."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing when there is none."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(str(row[0]))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what a signed text holds; nothing when it is not signed by this node."""
        try:
            return dict(json.loads(_verified(str(session_data), self.key_salt, settings.SECRET_KEY)))
        except (signing.BadSignature, ValueError):
            return dict(super().decode(session_data))


@lru_cache(maxsize=1000)
def _verified(signed: str, salt: str, secret: str) -> str:
    """Return as JSON what a text holds that is signed with a secret; raise ``BadSignature`` when it is not."""
    return json.dumps(signing.loads(signed, key=secret, salt=salt))
