"""Sessions in the database, as Django keeps them, each written by one statement."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError


class SessionStore(db.SessionStore):
    """For the setting SESSION_ENGINE."""

    def save(self, must_create: bool = False) -> None:
        """Django opens a transaction even to change the one row of a session that exists. Raises UpdateError."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(dict(self.items()))
        changed = {"session_data": row.session_data, "expire_date": row.expire_date}
        if not self.model.objects.filter(pk=row.pk).update(**changed):
            raise UpdateError
