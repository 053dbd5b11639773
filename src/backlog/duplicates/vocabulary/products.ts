/** Products of the field by name. A name tells two tasks apart; the kind of product is what people say instead of it. */

/** One product a line: its spellings, then the terms that it stands for. */
export const products = `
grafana: dashboard
prometheus prometheusrule: metrics monitor alert
alertmanager alert_manager: alert
thanos: metrics
mimir: metrics
victoriametrics: metrics
loki: log
promtail: log
fluentbit fluent_bit: log
fluentd: log
logstash: log
elasticsearch elastic: log
opensearch: log
kibana: log dashboard
jaeger: trace
tempo: trace
datadog: monitor
sentry: monitor
zabbix: monitor
nagios: monitor
opencost kubecost: cost
postgres postgresql pg pgsql psql pg_dump pgdump cnpg cloudnativepg patroni: database
mysql mariadb: database
mongodb mongo: database
cassandra: database
cockroachdb: database
clickhouse: database
influxdb: database
sqlite: database
etcd: database controlplane
redis valkey keydb: cache
memcached: cache
rabbitmq rabbit_mq: queue
kafka strimzi: queue
nats: queue
mqtt mosquitto: queue
activemq: queue
nginx ingress_nginx nginx_ingress: ingress
traefik: ingress
haproxy: ingress
envoy: gateway
contour: ingress
kong: gateway
caddy: ingress
varnish: cache
istio: mesh
linkerd: mesh
consul: mesh
metallb metal_lb: loadbalancer
calico: network
cilium: network
flannel: network
coredns core_dns: dns
externaldns external_dns: dns
route53 route_53: dns
pihole pi_hole: dns
bind9: dns
cloudflare: dns
certmanager cert_manager: certificate
letsencrypt let_s_encrypt lets_encrypt: certificate
vault hashicorp_vault: secret
sops: encrypt secret
sealedsecret sealed_secret sealed_secrets sealedsecrets: encrypt secret
externalsecret external_secrets external_secret: secret
keycloak: sso auth
dex: sso auth
authentik: sso auth
authelia: sso auth
ldap active_directory openldap: auth
oauth2proxy oauth2_proxy: sso auth
argocd argo_cd argo: gitops
weave: gitops
renovate: dependency
dependabot: dependency
jenkins: pipeline
github_actions: pipeline
gitlab: pipeline repository
gitea: repository
forgejo: repository
github: repository
tekton: pipeline
drone: pipeline
circleci: pipeline
buildkit: build
kaniko: build
docker dockerd dockerhub docker_hub: image
containerd: image
crio cri_o: image
podman: image
harbor: registry
chartmuseum: chart
nexus: registry
artifactory: registry
quay: registry
ecr: registry
ghcr: registry
trivy: scan insecure
grype: scan insecure
snyk: scan insecure
falco: security
kyverno: webhook
gatekeeper opa: webhook
cosign sigstore: image
velero: backup
restic: backup
kopia: backup
borg: backup
minio: bucket
ceph rook: disk
longhorn: disk
openebs: disk
gluster glusterfs: disk
truenas freenas synology: nas
csi: disk
terraform opentofu tofu: provision
ansible: provision
pulumi: provision
crossplane: provision
packer: image
proxmox pve: node
vmware vsphere esxi: node
aws amazon: cloud
azure aks: cloud
gcp gke: cloud
eks: cloud
hetzner: cloud
minikube: cluster
k3s: cluster
kind_cluster: cluster
rancher rke rke2: cluster
openshift okd: cluster
talos: cluster node
kubeadm: cluster
karpenter: nodepool scale
keda: scale
knative: serverless
airflow: pipeline
spark: job
flink: job
jupyter jupyterhub: notebook
mlflow: model
nvidia: gpu
debezium: database
liquibase: migrate database
flyway: migrate database
wordpress: website
nextcloud: website
mattermost: slack
pagerduty: alert
opsgenie: alert
sonarqube: scan
selenium: test
playwright: test
cypress: test
k6: test
jenkinsx: pipeline
codex:
dynamodb: database
rds: database
iptables: firewall
systemd: node
ubuntu: operatingsystem
debian: operatingsystem
windows: operatingsystem
linux: operatingsystem
pgbouncer pgpool: database connectionpool
postfix sendmail exim: mail
chrony ntpd: time
wireguard openvpn tailscale: vpn
gitleaks: scan secret
yamllint kubeconform kubeval: lint
squid: proxy
spegel: mirror registry
flagger: canary
goldilocks vpa: limit request
descheduler: nodepool
kured: restart node
`;
