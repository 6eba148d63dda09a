"""The addresses of the record's pages: evidence, the reading desk, timelines, decisions."""

from secondsight.record.urls import decisions, desk, evidence, incidents

urlpatterns = [*desk.urlpatterns, *evidence.urlpatterns, *incidents.urlpatterns, *decisions.urlpatterns]
