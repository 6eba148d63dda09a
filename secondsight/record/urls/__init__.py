"""The addresses of the record's pages: evidence, and incidents with their timelines."""

from secondsight.record.urls import evidence, incidents

urlpatterns = [*evidence.urlpatterns, *incidents.urlpatterns]
