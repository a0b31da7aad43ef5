"""Who follows whom."""

from community.members import relations
from stoa.accounts.models import User
from stoa.demo.loading.publication import Publication


def load_follows(publication: Publication, people: dict[str, User]) -> None:
    """A follow that is there stays; one that somebody has ended here comes back with the next load."""
    members = publication.members
    follows = members["follows"] | {member["handle"]: member["follows"] for member in members["people"]}
    for follower, names in follows.items():
        for name in names:
            relations.follow(follower=people[follower], followed=people[name])
