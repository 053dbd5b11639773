/** What tells two otherwise equal tasks apart: words of one set that exclude each other. */

/** One set a line; alternatives are separated by `|`. A set is silent where a title has none of its words. */
export const contrasts = `
backup | restore
push | pull
import | export
ingress | egress
inbound | outbound
liveness | readiness | startupprobe
cpu | memory | disk | gpu
limit | request
frontend | backend
primary | replica
client | node
source | destination
internal | external
public | private
read | write
blue | green
east | west | north | south
eu | usa | asia
amd64 | arm64
ipv4 | ipv6
hourly | daily | weekly | monthly
controlplane | nodepool
metrics | log | trace
dashboard | alert
minor | major
first | second | third | fourth
before | after
chart | image
configmap | secret
input | output
january | february | march | april | june | july | august | september | october | november | december
monday | tuesday | wednesday | thursday | friday | saturday | sunday
`;

/** The same for what is asked for. In a report such a word is no contrast: what is disabled shall be enabled. */
export const opposites = `
enable resume start add install | disable stop remove
up | unreachable
increase | decrease
allow expose | block restrict
upgrade | rollback
encrypt | decrypt
attach | detach
open | close
lock | unlock
seal | unseal
pin | unpin
drain | uncordon
mount | unmount
publish | unpublish
register | deregister unregister
promote | demote
split | merge
tighten | relax loosen
freeze | unfreeze thaw
join | leave
allow | revoke
`;

/** The environments: the one set that is also looked for where the title does not name it. */
export const environments = 'staging | production | development | testing_environment | demo';
