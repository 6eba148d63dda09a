"""The addresses of publication."""

from django.urls import path

from secondsight.publication.views import editions, exchange, sharing, wording

urlpatterns = [
    path("reviews/import", exchange.bring_in, name="review_import"),
    path("reviews/<slug:review_id>/share/", sharing.share, name="share"),
    path("reviews/<slug:review_id>/share/preview", sharing.preview, name="share_preview"),
    path("reviews/<slug:review_id>/wording", wording.wording, name="review_wording"),
    path("reviews/<slug:review_id>/editions", sharing.publish, name="review_editions"),
    path("reviews/<slug:review_id>/exports/<slug:to>", exchange.take_out, name="review_export"),
    path("editions/", editions.shelf, name="editions"),
    path("editions/<slug:edition_id>/", editions.edition, name="edition"),
    path("editions/<slug:edition_id>/withdrawal", editions.withdraw, name="edition_withdrawal"),
    path("editions/<slug:edition_id>/exports/<slug:to>", editions.take_out, name="edition_export"),
]
