import { Menu } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconClock, IconX } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { SearchField } from '../parts/SearchField';
import { useNarrow } from '../parts/useWidth';
import classes from './Returns.module.css';
import { Waiting } from './Waiting';
import { parties } from './words';

type FiltersProps = {
  words: string;
  onWords: (words: string) => void;
  waiting: string;
  onWaiting: (party: string) => void;
};

/** What narrows the board and the table, and what their marks mean. */
export function Filters({ words, onWords, waiting, onWaiting }: FiltersProps) {
  const { t } = useText();
  const narrow = useNarrow();
  return (
    <div className={classes.filters}>
      <SearchField
        label={t('returns.search')}
        value={words}
        onChange={onWords}
        onLeave={() => document.querySelector<HTMLElement>('[data-at]')?.focus()}
      />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            className={waiting ? classes.chosen : undefined}
            right={<IconChevronDown size={14} stroke={1.6} />}
          >
            {waiting ? t('returns.waitsFor', { party: t(`returns.waiting.${waiting}`) }) : t('returns.whom')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {parties.map((party) => (
            <Menu.Item key={party} onClick={() => onWaiting(party)}>
              <Waiting of={party} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {waiting && (
        <Button look="quiet" icon={<IconX size={14} stroke={1.6} />} onClick={() => onWaiting('')}>
          {t('common.clear')}
        </Button>
      )}
      <p className={classes.legend}>
        {!narrow && <span>{t('returns.sorted')}</span>}
        <span className={classes.stuck}>
          <i className={classes.stripe} />
          <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
          {t('returns.pace.stuck')}
        </span>
        <span className={classes.slow}>
          <i className={classes.stripe} />
          <IconClock size={14} stroke={1.6} aria-hidden />
          {t('returns.pace.slow')}
        </span>
      </p>
    </div>
  );
}
