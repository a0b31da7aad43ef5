"""What members are to one another, and what each shows to whom."""

from community.members.models.relations import Block, Follow, Mute
from community.members.models.settings import Audience, MemberSettings

__all__ = ["Audience", "Block", "Follow", "MemberSettings", "Mute"]
