"""An application after a rollout that failed, in the shape of `argocd app get -o json`."""

import json

APPLICATION = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Application",
    "metadata": {"name": "checkout", "namespace": "argocd", "uid": "c0ffee"},
    "spec": {
        "destination": {"namespace": "shop", "server": "https://kubernetes.default.svc"},
        "project": "default",
        "source": {
            "path": "deploy",
            "repoURL": "https://git.example/shop/deploy.git",
            "targetRevision": "main",
        },
    },
    "status": {
        "health": {"status": "Degraded", "lastTransitionTime": "2026-10-14T14:03:00Z"},
        "history": [
            {
                "deployStartedAt": "2026-10-13T09:00:00Z",
                "deployedAt": "2026-10-13T09:00:41Z",
                "id": 6,
                "initiatedBy": {"username": "bo@harbour.example"},
                "revision": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
            },
            {"deployedAt": "2026-10-13T08:00:00Z", "id": 5, "revision": "0f" * 20},
        ],
        "operationState": {
            "finishedAt": "2026-10-14T14:02:40Z",
            "message": "one or more objects failed to apply",
            "operation": {
                "initiatedBy": {"automated": True},
                "sync": {"revision": "279484c09fbe69ededfced8c1bb6e6d24616b468"},
            },
            "phase": "Failed",
            "startedAt": "2026-10-14T14:02:11Z",
            "syncResult": {"revision": "279484c09fbe69ededfced8c1bb6e6d24616b468"},
        },
        "conditions": [
            {"type": "SyncError", "message": "failed to sync", "lastTransitionTime": "2026-10-14T14:02:41Z"}
        ],
        "sync": {"status": "OutOfSync"},
    },
}
SAMPLES = {"argocd": json.dumps(APPLICATION, indent=2).encode()}
