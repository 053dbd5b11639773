/** Which variables reach the commands that Codex runs, as its configuration has it. Pure. */
import { commandEnvironment } from './environment.ts';

export interface CommandVariables {
  /** Environment of Codex itself. */
  readonly env: NodeJS.ProcessEnv;
  /** Variables that the commands get on top of those of `commandEnvironment`. */
  readonly commandEnv: Readonly<Record<string, string>>;
  /** Names in `commandEnv` whose values may be secret: no argument, which all users of the machine can see, holds them. */
  readonly passedEnv: readonly string[];
}

/**
 * KEY=VALUE for `-c`. The variables of Codex itself are filtered by name, last of all: a name that is not in this list is not
 * there, whoever set it. No login shell, whose start-up files would set others.
 */
export function environmentPolicy({ env, commandEnv, passedEnv }: CommandVariables): string[] {
  const own = omitted(commandEnv, passedEnv);
  const names = [...Object.keys(commandEnvironment(env)), ...passedEnv, ...Object.keys(own)];
  return [
    'allow_login_shell=false',
    // A picture of the login shell, which would run the user's start-up files at each start for nothing.
    'features.shell_snapshot=false',
    'shell_environment_policy.inherit="all"',
    'shell_environment_policy.ignore_default_excludes=true',
    'shell_environment_policy.exclude=[]',
    `shell_environment_policy.set=${inlineTable(own)}`,
    `shell_environment_policy.include_only=${JSON.stringify(names)}`,
  ];
}

function omitted(variables: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
}

/** A TOML inline table of strings; JSON's escapes are TOML's. */
function inlineTable(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([key, value]) => `${JSON.stringify(key)}=${JSON.stringify(value)}`);
  return `{${entries.join(',')}}`;
}
