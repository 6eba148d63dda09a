"""Kubernetes: what a cluster noted by itself, as `kubectl get events -o json` gives it.

Formats, as its API describes them:
https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ (events.k8s.io/v1) and
https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.31/#event-v1-core (v1)
"""
