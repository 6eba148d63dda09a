"""GitLab: deployments, releases, pushes, pipelines and jobs, from its webhooks and its REST API.

Formats, as the vendor describes them: https://docs.gitlab.com/user/project/integrations/webhook_events/,
https://docs.gitlab.com/api/deployments/, https://docs.gitlab.com/api/releases/ and
https://docs.gitlab.com/api/pipelines/
"""
