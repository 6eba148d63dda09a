"""The addresses of what follows from reviews, and of the list of reviews."""

from django.urls import path

from secondsight.followup.views import commitments, decisions, lists, risks

urlpatterns = [
    path("reviews/", lists.reviews, name="reviews"),
    path("commitments/", lists.commitments, name="commitments"),
    path("risks/", lists.risks, name="risks"),
    path("reviews/<slug:review_id>/commit/", decisions.commit, name="commit"),
    path("reviews/<slug:review_id>/deciders", decisions.name_decider, name="deciders"),
    path(
        "reviews/<slug:review_id>/deciders/<slug:account_id>/removal",
        decisions.dismiss_decider,
        name="decider_removal",
    ),
    path("reviews/<slug:review_id>/commitments", decisions.offer, name="review_commitments"),
    path("reviews/<slug:review_id>/risks", decisions.accept_risk, name="review_risks"),
    path("reviews/<slug:review_id>/nothing", decisions.nothing, name="nothing_to_commit"),
    path("reviews/<slug:review_id>/put-right", decisions.put_right, name="put_right"),
    path("ideas/<slug:idea_id>/weighing", decisions.weigh, name="idea_weighing"),
    path("ideas/<slug:idea_id>/letting-go", decisions.let_go, name="idea_letting_go"),
    path("ideas/<slug:idea_id>/reopening", decisions.reopen, name="idea_reopening"),
    path("commitments/<slug:commitment_id>/", commitments.commitment, name="commitment"),
    *(
        path(
            f"commitments/<slug:commitment_id>/{noun}",
            commitments.take,
            {"noun": noun},
            name=f"commitment_{noun}",
        )
        for noun in commitments.VERBS
    ),
    path("risks/<slug:risk_id>/", risks.risk, name="risk"),
    path("risks/<slug:risk_id>/look", risks.look, name="risk_look"),
    path("risks/<slug:risk_id>/closing", risks.close, name="risk_closing"),
]
