"""The addresses of the record's pages: evidence, the reading desk, and incidents with their timelines."""

from secondsight.record.urls import desk, evidence, incidents

urlpatterns = [*desk.urlpatterns, *evidence.urlpatterns, *incidents.urlpatterns]
