"""Who likes what, and how often things are seen."""

from community.reactions.models.likes import Like, LikeCount
from community.reactions.models.views import CountedBatch, Sighting, ViewCount, ViewDay

__all__ = ["CountedBatch", "Like", "LikeCount", "Sighting", "ViewCount", "ViewDay"]
