"""What people have sent with a form page, in the admin."""

from wagtail.contrib.forms.views import SubmissionsListView

from stoa.core.exports import HarmlessExportMixin


class SubmissionsView(HarmlessExportMixin, SubmissionsListView):
    """Also to be downloaded as a table, whose cells strangers have written."""
