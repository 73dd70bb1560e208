import { Menu } from '@mantine/core';
import { IconArrowsLeftRight, IconChevronDown, IconX } from '@tabler/icons-react';
import { asProblem } from '../bridge/problem';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Refused } from '../parts/Form';
import { IconButton } from '../parts/IconButton';
import { Priority } from '../parts/Priority';
import classes from './MarkedBar.module.css';
import { useMany } from './useMany';
import { priorities } from './words';

type MarkedBarProps = { marked: string[]; onAssign: () => void; onClear: () => void };

/** Under the list while tickets are marked: how many, and what is done with all of them. */
export function MarkedBar({ marked, onAssign, onClear }: MarkedBarProps) {
  const { t } = useText();
  const { rank } = useMany();
  return (
    <section className={classes.bar} aria-label={t('tickets.marked', { count: marked.length })}>
      {rank.error && <Refused problem={asProblem(rank.error)} />}
      <div className={classes.row}>
        <b role="status">{t('tickets.marked', { count: marked.length })}</b>
        <Button
          size="toolbar"
          hotkey="a"
          icon={<IconArrowsLeftRight size={14} stroke={1.6} aria-hidden />}
          onClick={onAssign}
        >
          {t('tickets.assign.button')}
        </Button>
        <Menu position="top-start">
          <Menu.Target>
            <Button size="toolbar" busy={rank.isPending} right={<IconChevronDown size={14} stroke={1.6} />}>
              {t('tickets.many.priority')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {priorities.map((priority) => (
              <Menu.Item
                key={priority}
                onClick={() => rank.mutate({ tickets: marked, to: priority }, { onSuccess: onClear })}
              >
                <Priority of={priority} named />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <IconButton label={t('tickets.unmark')} aria-keyshortcuts="Escape" onClick={onClear}>
          <IconX size={14} stroke={1.6} />
        </IconButton>
      </div>
    </section>
  );
}
