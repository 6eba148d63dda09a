"""The addresses where calendars and their answers come in."""

from django.urls import path

from secondsight.integrations.icalendar import views

urlpatterns = [
    path("account/calendar/", views.own_calendar, name="own_calendar"),
    path("account/calendar/removal", views.own_calendar_removal, name="own_calendar_removal"),
    path("account/calendar/address", views.calendar_address, name="calendar_address"),
    path("reviews/<slug:review_id>/dates/replies", views.replies, name="date_replies"),
]
