"""What members do, what they are told of, and their choices about both."""

from community.activity.models.actions import Action
from community.activity.models.choices import AudienceChoice, MailChoice
from community.activity.models.notices import Mail, Notice

__all__ = ["Action", "AudienceChoice", "Mail", "MailChoice", "Notice"]
