/** A side view as text: what tests compare. */
import type { SideNode } from './side-node.ts';

type Children = (node?: SideNode) => readonly SideNode[] | Promise<readonly SideNode[]>;

/** One line a row, indented by depth: icon, label, description. */
export async function sideText(children: Children, node?: SideNode, depth = 0): Promise<string> {
  const lines: string[] = [];
  for (const child of await children(node)) {
    const icon = child.icon === undefined ? '' : `(${child.icon.name}) `;
    lines.push(`${'  '.repeat(depth)}${icon}${child.label} ${child.description}`.trimEnd());
    if (child.expanded === 'leaf') continue;
    const below = await sideText(children, child, depth + 1);
    if (below !== '') lines.push(below);
  }
  return lines.join('\n');
}
