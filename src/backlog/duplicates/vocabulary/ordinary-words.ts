/** Ordinary words that carry some meaning but name nothing: what is in none of the tables is taken for a name. */
export const ordinaryWords = `
abandon abnormal absolute abstract abuse accuracy acknowledge acquire acute adapt adopt advice agreement alias
allocate alphabetical ambiguous announce annual anonymous antivirus append appliance appoint array art artefact
artifact ascending assert asset assurance asynchronous atomic attack attribute auditor authority average badge balance
bandwidth banner barrier batch battery beat benchmark benefit binary bind black blank blind blob board booking boolean
border bottleneck bound boundary brand breach bridge brief broadcast browse buffer bulk bundle burst button buy cable
calculate calendar callback cancel candidate capability capacity capture card catalog catalogue catch chain chair
challenge chase cheaper child chunk circle circular circumstance citizen city classic clause cleanly clone cold
collapse collector collide collision colon column comfortable commercial committee communicate comparison compatible
compensate compete complaint complex compliance complicated comply compose compress compute concept concrete conduct
confidence confidential confuse congestion connector conscious consensus constraint consultant contest context
contractor contribute convention cookie cooperate coordinate corner corporate correlate cosmetic country courtesy
coverage crawl credible credit crisis cross crucial culture curious cursor curve cutover cyber cyclic dark deadlock
debt decode decrypt dedicate deduplicate deep defect defence defend defer deficit delegate deliberate delta denial
departure depth derive descend designate destroy destructive deterministic diagnosis diagnostics diagram dialog
dictionary digit dimension direct disagree disappoint discard discipline discount discussion dispatch disrupt distance
distinct distinguish diverse documentary dominate dormant draft dramatic draw dream drill drive driver dry dual dumb
duplicate durable duty dynamic eager earlier economy ecosystem editor educate efficiency elaborate elect electric
eliminate embed emit emphasis employ employee empower emulate enclose encode encounter encourage endanger endure
energy engage enhance enquiry enrich enrol enterprise enthusiasm entitle entity enumerate envelope ephemeral escalate
escape essential estimate ethernet evaluate evenly evidence evolve excess exclude exclusive excuse execution exercise
exotic expert explode exploit explore exponential exposure extension extern extreme eye fabric facilitate facility
factor factory faculty fair faith fake familiar family famous fan farm fatal favour favourite feasible federate
feedback fence fibre filename filter financial fine fingerprint finite fire firmware fixture flake flat fleet flexible
flight flip float floor flush fold fork formal formula forum fraction fragile fragment frame framework fraud
freelancer frozen fuel fundamental funnel fuse garbage gather genuine geography gigabyte glance glitch glue goal
governance graceful gracefully gradual grammar granular greylist grid ground guarantee guest guideline habit hammer
harbour hardware hash hazard heal health healthy heap heartbeat height heterogeneous hibernate hidden hierarchy
highlight hint historic history hoist hop horizontal hot hotfix hurry hybrid hygiene hypervisor icon identical
identification idle illegal illustrate imbalance imitate immense imminent impatient imperative implicit imply impose
improper inactive inadequate inadvertent incident incline incompatible inconvenient indirect industry inefficient
inevitable infinite influence inherit inject innocent innovation insert insight insufficient insurance intact integer
intelligent intense intentional interact intercept interfere interim intermediate internally internet interpret
intervene intervention interview intranet introduction invent inventory invest invite invocation irregular irrelevant
journal journey judge jump jumpbox junior justify keyboard keyword kick kilobyte knowledge laboratory laptop latch
laundry law layout leadership leaf league learn lease legal legitimate lend lesson liable liberty licence license lift
light lightweight linear literal litter loader logic logistic loopback lucky luxury magic magnitude malicious malware
mandate manner manufacturer map margin marker market mask mass massive master mature media medium megabyte mental
mentor menu metadata micro middleware mild million mimic misbehave miscellaneous misconfiguration mislead mismatch
mission misuse mobile mock model moderate modification module mood motion motivation mutate mutual narrow nasty nation
nature navigate negative neglect negotiate neighbour nest neutral newsletter nominal nonce notable notebook notorious
novel nuisance null numeric obey obligation obscure obstacle obtain occupation odd offer offset omit oncall opaque
opponent opportunity oppose opposite optimistic orchestrate ordinary organisation orientation outbreak outline outlook
outrage outsource overcommit overhead overlap overlay override oversee oversight oversized overwhelm overwrite
ownership pace package packet pad paragraph parent parse parser partition partner passive payload payment peer penalty
percentage perception peripheral persist perspective phone photo pilot pipe pitfall planner platform player pleasure
pointer poison poll pollute portable portion postpone precaution precedence precise precision predict preempt
preemption preliminary premature premium prerequisite prescribe preserve pressure pretty preview price principle
priority prize proactive professional proficient profile profit profound progress prominent promise promote prompt
propagate proportion protocol prototype province provisioner pseudo punish purchase pursue python qualify quarantine
quarterly quorum quote race rack radical rapid rare ratio raw reaction receipt recipe recipient recognise reconnect
reconsider reconstruct recruit recursive recycle redo redundancy refactor referrer reflect reform refund region
register registration regression regulate rehearsal reinstall relative relax relay reload remainder reminder renderer
reorganise repetitive replay represent representation reproduction reputation rescue research resemble reservation
reset residual resilience resist resort respect retrieve retry reuse reveal revenue reverse revision revisit revolve
reward rework rhythm rigid ring ritual robust round route router routine sake salary sandbox satisfy saturate scalable
scarce scenario scrap scratch screen screenshot scroll seal seamless searchable seat sector segment segregate semantic
senior sensor sentence sequential serial shadow shallow shard sheet shelf shell shield shift shoot shopping shortage
sibling silence sink skeleton sketch skill skip sleep slice slide slot smooth sniff snippet socket soft software solid
sophisticated sort sound spam span spare spawn speech spike spin spirit spoil sponsor spontaneous spread spring squash
stabilise staff starvation starve static station steady steal stem stream strength stress stretch strike strip stub
studio stupid subdirectory subdomain submit subnet subscribe subscription subsequent subset substantial subsystem
subtle successor suffer suffix suite supervise supplement suppress surge survey survive suspect sustain symbol symlink
symmetric symptom syntax synthetic systematic tail takeover tangle tape teach tear technique technology telemetry
temperature tension terminology territory testable theme theory thick thin thread threat throughput throwaway ticker
timeline timeseries tip toggle tone topology trade trail train transaction transform transient transit translate
transparent transport trap travel treatment tree tremendous trend triage trial triangle trick trim trip trust
trustworthy tunnel turnaround tutorial typo ugly ultimate unauthenticated unavoidable unbalanced unbound uncommon
undefined undermine understand undesired unfinished unfortunately unhappy uniform uninterruptible union universal
unlimited unmanaged unneeded unofficial unplanned unpredictable unreliable unsafe unset unsigned unsuitable untagged
untested untracked untrusted unwanted upcoming uplink upper upstream uptime valuable vast vendor versatile vertical
viable viewer violate virtual virus vital voice voluntary vote warehouse watchdog watcher wave weak wealth weather web
weight wheel whitespace wholesale widen widget width wire wireless wise witness workspace worst worthless wrap wrapper
yearly yield zip zombie
`;
