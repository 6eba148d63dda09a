"""A review's words are the product's own."""

from secondsight.inquiry.rules.vocabulary import DEFAULT_CATEGORIES, FactorCategory, LearningSubject


def test_categories_begin_with_the_seven_of_the_rule():
    assert [key for key, _ in DEFAULT_CATEGORIES[:7]] == [
        "detection_gap",
        "tooling_limit",
        "deployment",
        "organisational_boundary",
        "cognitive_load",
        "technical_condition",
        "coordination",
    ]


def test_no_category_is_a_single_root():
    assert [key for key, _ in DEFAULT_CATEGORIES if "root" in key or "human" in key] == []


def test_every_category_says_what_to_look_for():
    assert [category for category in FactorCategory if not category.hint] == []


def test_learning_has_eight_subjects_of_which_one_is_technology():
    assert len(LearningSubject) == 8
    assert LearningSubject.TECHNOLOGY.label == "The technology"
