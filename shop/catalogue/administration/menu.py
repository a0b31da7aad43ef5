"""The menu "Shop" of the admin, which `shop.orders` has and every room of the shop adds to."""

#: Wagtail's hook, also the `menu_hook` of viewsets.
SHOP_MENU = "register_shop_menu_item"
