"""My data: what every app holds about a member, to be taken along or erased.

Each app says so for its models in `AppConfig.ready` with `register` or `exempt`; a test fails for a model with a link
to a user and neither.
"""

from stoa.accounts.privacy.registry import Data, Row, delete_rows, exempt, leave, register, rows

__all__ = ["Data", "Row", "delete_rows", "exempt", "leave", "register", "rows"]
