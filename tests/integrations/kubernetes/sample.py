"""Events of a cluster, in the shape of `kubectl get events -o json`."""

import json

BACK_OFF = {
    "apiVersion": "v1",
    "count": 14,
    "eventTime": None,
    "firstTimestamp": "2026-10-14T14:02:11Z",
    "involvedObject": {
        "apiVersion": "v1",
        "fieldPath": "spec.containers{checkout}",
        "kind": "Pod",
        "name": "checkout-7d9c5b7f4d-x2x9k",
        "namespace": "shop",
        "uid": "0f3f8ed4-6b5f-4f60-8a0e-0a4e1f9f7b11",
    },
    "kind": "Event",
    "lastTimestamp": "2026-10-14T14:31:40Z",
    "message": "Back-off restarting failed container checkout",
    "metadata": {
        "creationTimestamp": "2026-10-14T14:02:11Z",
        "name": "checkout-7d9c5b7f4d-x2x9k.17fd3ab1",
        "namespace": "shop",
        "resourceVersion": "88123",
        "uid": "a6f5f1a0-40b1-4ba6-9a15-6a5ad2f8e2bb",
    },
    "reason": "BackOff",
    "reportingComponent": "kubelet",
    "reportingInstance": "node-4",
    "source": {"component": "kubelet", "host": "node-4"},
    "type": "Warning",
}
NEWER = {
    "apiVersion": "events.k8s.io/v1",
    "kind": "Event",
    "metadata": {
        "name": "checkout.17fd3b00",
        "namespace": "shop",
        "uid": "b1",
        "creationTimestamp": "2026-10-14T14:03:00Z",
    },
    "eventTime": "2026-10-14T14:03:00.123456Z",
    "regarding": {"kind": "Deployment", "namespace": "shop", "name": "checkout"},
    "reason": "ScalingReplicaSet",
    "note": "Scaled up replica set checkout-7d9c5b7f4d to 3",
    "reportingController": "deployment-controller",
    "type": "Normal",
    "action": "Scale",
    "series": {"count": 3, "lastObservedTime": "2026-10-14T14:05:00.654321Z"},
}
LIST = {"apiVersion": "v1", "items": [BACK_OFF, NEWER], "kind": "List", "metadata": {"resourceVersion": ""}}
SAMPLES = {"kubernetes-events": json.dumps(LIST).encode()}
