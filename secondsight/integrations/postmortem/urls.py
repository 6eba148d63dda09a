"""The address where an archive of old post-mortems comes in."""

from django.urls import path

from secondsight.integrations.postmortem import views

urlpatterns = [path("archive/", views.archive, name="archive")]
