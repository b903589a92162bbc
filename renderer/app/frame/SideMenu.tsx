import { NavLink, useLocation } from 'react-router';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { MenuGroup, MenuLeaf } from './menu.tsx';
import { menuOf } from './menu.tsx';

function isUnder(path: string, leaf: MenuLeaf): boolean {
  if (leaf.to === '/') return path === '/';
  const places = leaf.also === undefined ? [leaf.to] : [leaf.to, leaf.also];
  return places.some((each) => path === each || path.startsWith(`${each}/`));
}

function holds(path: string, group: MenuGroup): boolean {
  return isUnder(path, group) || group.children.some((leaf) => isUnder(path, leaf));
}

/** The left menu: icon and word, only the group one is in stands open, grey numbers where something waits for me. */
export function SideMenu({ waiting }: { readonly waiting: number }) {
  const { definitions, user } = useWorkspace();
  const { pathname } = useLocation();
  const groups = menuOf(definitions, user.roles);
  return (
    <nav className="side-menu" aria-label="主菜单">
      <ul>
        {groups.map((group) => {
          const here = holds(pathname, group);
          const open = here && group.children.length > 0;
          return (
            <li key={group.label}>
              <NavLink
                to={group.to}
                className={here ? (open ? 'menu-item open' : 'menu-item here') : 'menu-item'}
                aria-current={here && !open ? 'page' : undefined}
                {...(group.children.length > 0 ? { 'aria-expanded': open } : {})}
              >
                <span className="menu-icon" aria-hidden="true">
                  {group.icon}
                </span>
                {group.label}
                {group.waits === 'reporting' && waiting > 0 ? (
                  <span className="menu-count" aria-label={`${waiting} 条等您办`}>
                    {waiting}
                  </span>
                ) : null}
              </NavLink>
              {open ? (
                <ul>
                  {group.children.map((leaf) => (
                    <li key={leaf.to}>
                      <NavLink
                        to={leaf.to}
                        className={isUnder(pathname, leaf) ? 'menu-item sub here' : 'menu-item sub'}
                      >
                        {leaf.label}
                      </NavLink>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
