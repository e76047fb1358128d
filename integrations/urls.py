"""What integrations answer to the world, outside the admin."""

from django.urls import path

from integrations.feeds.views import feed

urlpatterns = [path("<slug:form>/", feed, name="feed")]
