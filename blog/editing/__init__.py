"""What editors see of the blog in the Wagtail admin: listing, report, dashboard panel."""
