"""Makes reviews known to the rooms that they stand on; called in `AppConfig.ready`."""

from shop.catalogue.reviews import freshness, news, own_part, privacy, subjects


def register() -> None:
    freshness.connect_signals()
    news.register()
    own_part.register()
    privacy.register()
    subjects.register()
