"""What the foundations change in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from stoa.core.page_links import PageLinks


@hooks.register("register_rich_text_features", order=100)
def take_over_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinks)
