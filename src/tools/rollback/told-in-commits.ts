/** What commits say of things that were done outside of git. Pure. */

/** Lines of a commit's body: a command that changed the cluster itself, as the engine saw it run. */
const clusterChange = /^Cluster-Change: (.+?)\r?$/gm;

/** Evidence in a commit's body: `- command (exit 0): what it showed`. */
const evidence = /^- (.+) \(exit 0\): /gm;

/** Commands whose effect no commit holds, and what is left of it. The first that fits counts. */
const effects: readonly { readonly command: RegExp; readonly says: string }[] = [
  {
    command:
      /\b(?:docker|podman|nerdctl|buildah|oras|crane|helm)\b[^|;&]* push\b|\b(?:skopeo|crane|oras) (?:copy|cp)\b|\bflux push artifact\b|\bdocker buildx? build\b[^|;&]* --push\b/,
    says: 'What it put into a registry stays there, under the same tag.',
  },
  {
    command:
      /\b(?:flyway|liquibase|alembic|sqitch|dbmate|goose|atlas|prisma|knex|typeorm|sequelize|rails|rake|artisan|manage\.py|migrate)\b[^|;&]*\b(?:migrate|migration:run|update|upgrade|deploy|up|apply)\b/,
    says: 'The migration of the database stays.',
  },
  {
    command:
      /\b(?:psql|mysql|mariadb|mongosh|cqlsh|clickhouse-client|sqlite3)\b[\s\S]*\b(?:insert|update|delete|create|alter|drop|truncate|grant|revoke)\b/i,
    says: 'What it changed in the database stays.',
  },
  {
    command: /\b(?:terraform|tofu|pulumi)\b[^|;&]* (?:apply|destroy|up|import)\b/,
    says: 'What it changed stays until it is applied again.',
  },
];

/** One sentence for each, in the order of the commits given. @param messages of the commits that are taken back */
export function toldInCommits(messages: readonly string[]): string[] {
  const changes = messages.flatMap((message) => Array.from(message.matchAll(clusterChange), ([, what = '']) => what));
  const commands = messages.flatMap((message) => Array.from(message.matchAll(evidence), ([, what = '']) => what));
  const ran = commands.flatMap((command) => {
    const effect = effects.find((one) => one.command.test(command));
    return effect === undefined || changes.some((change) => change.includes(command))
      ? []
      : [`Was run: ${command}. ${effect.says}`];
  });
  return [
    ...new Set([...changes.map((change) => `Changed on the cluster by hand, not through git: ${change}`), ...ran]),
  ];
}
