"""What a careful Django programmer would write: models, ``bulk_create``, FTS5 kept by triggers, ORM and templates."""
