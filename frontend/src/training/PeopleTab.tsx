import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk, useNames, usePeople } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Chip } from '../parts/Chip';
import { Confirm } from '../parts/Confirm';
import { IconButton } from '../parts/IconButton';
import { Loaded } from '../parts/Loaded';
import { Loading } from '../parts/Loading';
import { useMay } from '../parts/useMay';
import { PersonForm } from './PersonForm';
import { PINForm } from './PINForm';
import { type Person, useDismissPerson, useRecallPerson } from './queries';
import classes from './Training.module.css';

type Wanted = { what: 'edit' | 'pin' | 'dismiss' | 'recall'; person: Person };

/** Everybody who works or worked here; an admin takes on, changes and lets go. */
export function PeopleTab() {
  const { t } = useText();
  const may = useMay();
  const nameOf = useNames();
  const people = usePeople();
  const [wanted, want] = useState<Wanted>();
  const admin = may();
  return (
    <>
      {!admin && <p className={classes.note}>{t('training.adminsOnly')}</p>}
      <Loaded query={people} meanwhile={<Loading rows={8} height={37} />}>
        {(all) => (
          <div className={classes.tableFrame}>
            <table className={classes.table}>
              <thead>
                <tr>
                  {['person', 'login', 'roles', 'department', 'tier', 'mentor'].map((head) => (
                    <th key={head} scope="col">
                      {t(`training.head.${head}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="visually-hidden">{t('training.head.acts')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {[...all]
                  .sort((a, b) => Number(b.active) - Number(a.active))
                  .map((person) => (
                    <tr key={person.id} data-off={person.active ? undefined : true}>
                      <td>
                        <span className={classes.who}>
                          <Avatar name={person.name} size={20} />
                          <b>{person.name}</b>
                          {!person.active && <Chip small>{t('training.leftDesk')}</Chip>}
                        </span>
                      </td>
                      <td>{person.login}</td>
                      <td>
                        {person.roles
                          .map((role) => t(`training.role.${role}`))
                          .join(t('common.listSeparator'))}
                      </td>
                      <td>{person.department && t(`training.department.${person.department}`)}</td>
                      <td>{person.tier && t(`training.tier.${person.tier}`)}</td>
                      <td>{nameOf(person.mentor ?? '')}</td>
                      <td>
                        <Acts person={person} onWant={(what) => want({ what, person })} />
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {wanted && <Asked wanted={wanted} onClose={() => want(undefined)} />}
    </>
  );
}

function Acts({ person, onWant }: { person: Person; onWant: (what: Wanted['what']) => void }) {
  const { t } = useText();
  const may = useMay();
  const me = useDesk().person.id === person.id;
  const admin = may();
  const pin = me || may('supervisor');
  if (!admin && !pin) return null;
  return (
    <span className={classes.rowActs}>
      {admin && (
        <Button size="toolbar" onClick={() => onWant('edit')}>
          {t('training.person.change')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('training.person.more', { name: person.name })}>
            <IconDots size={16} stroke={1.6} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {pin && person.active && (
            <Menu.Item onClick={() => onWant('pin')}>{t('training.person.setPin')}</Menu.Item>
          )}
          {admin && person.active && !me && (
            <Menu.Item onClick={() => onWant('dismiss')}>{t('training.person.dismiss')}</Menu.Item>
          )}
          {admin && !person.active && (
            <Menu.Item onClick={() => onWant('recall')}>{t('training.person.recall')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

function Asked({ wanted: { what, person }, onClose }: { wanted: Wanted; onClose: () => void }) {
  const { t } = useText();
  const dismiss = useDismissPerson();
  const recall = useRecallPerson();
  if (what === 'edit') return <PersonForm person={person} onClose={onClose} />;
  if (what === 'pin') return <PINForm person={person} onClose={onClose} />;
  const step = what === 'dismiss' ? dismiss : recall;
  return (
    <Confirm
      title={t(`training.person.${what}Title`, { name: person.name })}
      action={t(`training.person.${what}Action`, { name: person.name })}
      danger={what === 'dismiss'}
      onConfirm={() => step.mutateAsync({ person: person.id })}
      onClose={onClose}
    >
      <p className={classes.plain}>{t(`training.person.${what}Body`)}</p>
    </Confirm>
  );
}
