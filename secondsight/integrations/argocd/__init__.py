"""Argo CD: what was rolled out by its applications, and how they fared.

Formats: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications,
https://github.com/argoproj/argo-cd/blob/master/manifests/crds/application-crd.yaml (an application's status),
https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/
"""
