"""ServiceNow: incidents and changes with their history, from its Table API.

Formats, as the vendor describes them:
https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html,
and its records `sys_journal_field` (notes and comments) and `sys_audit` (changes of fields).
"""
