/** What tasks are about: general knowledge of the field, with the words that mean the same. */

/** One thing a line; the first word names the term. Words with `_` are phrases. */
export const things = `
kubernetes: kubernetes k8s kube
cluster: cluster clusters
kubectl: kubectl
audit: audit audits auditing audit_trail audit_log audit_logging audit_logs
pod: pod pods container containers workload workloads
deployment: deployment deploy_object replicaset
statefulset: statefulset stateful_set sts
daemonset: daemonset daemon_set ds
job: job jobs
cronjob: cronjob cron_job cron
replica: replica replicas replication
node: node nodes worker workers host hosts machine machines vm vms server servers
controlplane: control_plane controlplane master_node apiserver api_server kubernetes_api kube_apiserver
kubelet: kubelet
memory: memory ram mem arbeitsspeicher
cpu: cpu cpus core cores processor
gpu: gpu gpus
disk: disk disks space storage volume volumes pv pvs pvc pvcs persistent_volume persistent_volume_claim persistentvolume persistentvolumeclaim filesystem file_system
storageclass: storageclass storage_class
limit: limit limits
request: resource_request resource_requests
quota: quota quotas resourcequota resource_quota
certificate: ca certificate_authority certificate certificates cert certs tls ssl https x509 zertifikat
issuer: issuer clusterissuer
dns: dns resolution resolve_name name_resolution lookup nameserver resolver domain_name_system resolve_service
ingress: ingress ingresses reverse_proxy ingress_controller
egress: egress outbound outgoing
loadbalancer: loadbalancer load_balancer lb load_balancing
gateway: gateway gateway_api httproute http_route
networkpolicy: networkpolicy networkpolicies network_policy network_policies traffic_between
network: network networking traffic
firewall: firewall fw
mesh: mesh service_mesh mtls sidecar
registry: registry registries container_registry
image: image images container_image docker_image
tag: tag tags
dockerfile: dockerfile dockerfiles containerfile
chart: chart charts helm
helmrelease: helmrelease helmreleases hr hrs helm_release helm_releases
flux: flux fluxcd flux_cd
gitops: gitops git_ops
api: api apis rest_api
kustomization: kustomization kustomizations ks kustomize
reconcile: reconcile reconciliation reconciling sync synchronise synchronize synchronisation synchronization apply applied out_of_sync
imageautomation: image_automation imageupdateautomation image_update image_updates image_update_automation
manifest: manifest manifests yaml
namespace: namespace namespaces ns namensraum
service: service services svc
endpoint: endpoint endpoints
configmap: configmap configmaps config_map cm
secret: secret secrets credential credentials password passwords passphrase token tokens api_key access_key key keys pw kennwort passwort
user: user users account accounts
serviceaccount: serviceaccount service_account sa
auth: auth authentication login log_in sign_in signin logon logged_in log_out logged_out sign_on authenticate
sso: sso oidc single_sign_on oauth saml openid
probe: probe probes health_check healthcheck health_checks healthz
liveness: liveness livenessprobe
readiness: readiness readinessprobe
startupprobe: startupprobe startup_probe
securitycontext: securitycontext security_context runasnonroot run_as_non_root run_as_root as_root root uid
podsecurity: podsecuritypolicy podsecuritypolicies psp psps pod_security_policy pod_security pod_security_standard
pdb: pdb poddisruptionbudget pod_disruption_budget disruption_budget disruption_budgets pdbs
taint: taint taints toleration tolerations tolerate
affinity: affinity anti_affinity antiaffinity topology_spread spread_across spread_over
drain: drain cordon
uncordon: uncordon
webhook: webhook webhooks admission admission_controller
crd: crd crds custom_resource custom_resource_definition customresourcedefinition
operator: operator operators
database: database databases db dbs datenbank
table: table tables
index: index indexes indices
query: query queries sql
schema: schema schemas
cache: cache caches caching cached
queue: queue queues broker message_queue mq message_broker
topic: topic topics
consumer: consumer consumers consumer_group
bucket: bucket buckets object_store object_storage s3
log: log logs logging logfile
metrics: metric metrics scrape scraping servicemonitor service_monitor exporter target targets
trace: tracing trace traces opentelemetry otel
dashboard: dashboard dashboards panel panels graph graphs
retention: retention retain keep_for
report: report reports
pipeline: pipeline pipelines ci cicd ci_cd workflow workflows continuous_integration
runner: runner runners build_agent
layer: layer layers
branch: branch branches
repository: repository repositories repo repos git remote origin
commit: commit commits
pullrequest: pull_request merge_request pr prs mr
environmentvariable: environment_variable environment_variables env_var env_vars envvar
hardcoded: hardcoded hard_coded hard_code baked baked_into
url: url urls address addresses connection_string uri
port: port ports
ip: ip ips external_ip
domain: domain domains hostname hostnames fqdn zone zones
record: record records
wildcard: wildcard wildcards
kernel: kernel kernels
time: ntp clock clocks time_synchronisation time_sync
mount: mount mounts mounted mountpoint
nas: nas nfs network_share
filedescriptor: open_files too_many_open_files file_descriptor file_descriptors inotify ulimit
lock: lock locks locked locking
state: terraform_state state_file
toleration: node_selector nodeselector
nodepool: node_pool nodepool worker_pool node_group nodegroup
cost: cost costs saving savings save_money budget expensive money
security: security secure_workload
disaster: disaster from_scratch emergency
workinghours: working_hours at_night night_time outside_hours overnight out_of_hours off_hours after_hours
daily: daily nightly every_night each_night every_day each_day per_day night day
weekly: weekly every_week each_week
monthly: monthly every_month each_month once_a_month
hourly: hourly every_hour each_hour
staging: staging stage stg preprod pre_production preproduction
production: production prod prd produktion live_system
development: development dev developer developers
testing_environment: test_environment test_cluster test_system test_database test_db test_namespace to_test in_test on_test into_test from_test qa uat acceptance_environment
demo: demo demonstration
tenant: tenant tenants
team: team teams colleague colleagues
customer: customer customers client_company
frontend: frontend front_end ui
backend: backend back_end
primary: primary leader
session: session sessions
proxy: proxy proxies
vpn: vpn
ssh: ssh sshd
mail: mail mails email emails mailbox smtp e_mail
slack: slack channel teams_channel chat
limitrate: rate_limit usage_limit rate_limiting rate_limited throttle throttling throttled 429 too_many_requests toomanyrequests
body: body_size request_body
redirect: redirect redirects redirection redirect_uri
permissiondenied: read_only readonly
swap: swap_space swapfile
power: power_cut power_failure power_loss power_outage
page: page pages web_page webpage
website: website web_site site homepage
selfsigned: self_signed selfsigned
immutable: immutable
selector: selector selectors
label: label labels
annotation: annotation annotations
finalizer: finalizer finalizers terminating stuck_in_terminating
resource: resource resources
version: version versions release releases semver
latest: latest latest_tag
patch: security_fix security_fixes security_update security_updates
dependency: dependency dependencies
config_drift: configuration_drift
verbosity: verbosity debug_log debug_logging debug_logs log_level loglevel verbose
maintenance: maintenance maintenance_mode wartungsmodus wartung
high_availability: ha high_availability highly_available single_point_of_failure
conversion: conversion
consecutive: consecutive in_a_row successive
three: three
limitrange: limitrange limit_range
operatingsystem: operating_system os
connectionpool: connection_pool connection_pooling connection_slots max_connection too_many_connections connection_pooler
pointintime: pitr wal point_in_time wal_archiving
failover: failover fail_over switchover switch_over standby
mirror: mirror mirroring pull_through_cache pull_through proxy_cache
kubeconfig: kubeconfig kubeconfigs kube_config
multiarch: multi_arch multiarch multi_architecture multi_platform
timezone: time_zone timezone utc local_time
graceful: grace_period prestop pre_stop graceful_shutdown graceful_termination sigterm zero_downtime without_downtime no_downtime downtime interruption
lint: lint linting linter schema_validation
acme: dns01 http01 dns_01 http_01 acme acme_challenge
spot: spot spot_instance spot_instances preemptible
onboarding: onboarding new_colleagues new_joiner new_joiners newcomers
slo: slo slos sla service_level error_budget
cardinality: cardinality too_many_series active_series
vacuum: vacuum autovacuum bloat bloated
privileged: privileged host_path hostpath
canary: canary canaries progressive_delivery
defragment: defrag defragment defragmentation compact compaction
multus: vlan vlans
mtu: mtu packet_size
sbom: sbom sboms bill_of_materials
signing: sign_image image_signature signature signatures signed
helmvalues: values_file helm_values
cloud: cloud
serverless: serverless
`;
