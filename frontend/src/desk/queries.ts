import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import * as Desk from '../../wailsjs/go/app/Desk';
import * as Training from '../../wailsjs/go/app/Training';
import type { app, training } from '../../wailsjs/go/models';
import { call } from '../bridge/call';
import { flushDrafts } from '../drafts/queries';

/** Where the program stands: no desk yet, opening, failed, sign-in or ready. */
export type DeskState = app.DeskState;
/** A person as the sign-in page shows them. */
export type Tile = app.Tile;
/** Somebody who works or worked at the desk. */
export type Person = training.Person;
/** What a new desk begins with. */
export type Founding = app.Found;

const stateKey = ['state'];

// What Go says while the window still loads is heard by nobody: a state that passes is asked for again.
const passing = new Set(['opening', 'joining']);

/** Where the program stands; Go says when it changes by itself. */
export function useDeskState() {
  return useQuery({
    queryKey: stateKey,
    queryFn: () => call(Desk.State),
    refetchInterval: ({ state }) => (state.data && passing.has(state.data.state) ? 400 : false),
    refetchIntervalInBackground: true,
    meta: { from: ['shop', 'workstation'] },
  });
}

/** Who is signed in, and the shop they work for. Only where the desk is ready. */
export function useDesk(): DeskState {
  const state = useDeskState();
  if (!state.data) throw new Error('the desk is not open');
  return state.data;
}

/** Who can sign in here, latest first. */
export function useTiles() {
  return useQuery({ queryKey: ['person', 'tiles'], queryFn: () => call(Desk.People) });
}

// Every command of the desk answers with the new state, so the window moves on without asking again.
function useStep<A>(step: (given: A) => Promise<DeskState>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (state) => client.setQueryData(stateKey, state),
  });
}

/** Makes the desk and signs its admin in. */
export function useFound() {
  return useStep((founding: Founding) => call(Desk.Found, founding));
}

/** Joins a desk that a hub holds. */
export function useJoin() {
  return useStep((given: app.Pairing) => call(Desk.Join, given));
}

/** Reads the log of a desk that is being joined instead of waiting for a snapshot. */
export function useReadLog() {
  return useStep(() => call(Desk.ReadLog));
}

/** Lets a person in by their PIN; on a desk without any PIN, sets the first one. */
export function useSignIn() {
  return useStep(({ first, ...given }: app.SignIn & { first: boolean }) =>
    call(first ? Desk.FirstPIN : Desk.SignIn, given),
  );
}

/** Ends the session and forgets everything that was shown to the person. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await flushDrafts();
      return call(Desk.SignOut);
    },
    onSuccess: (state) => {
      client.setQueryData(stateKey, state);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'state' });
    },
  });
}

/** Tries again to open a desk that would not open. */
export function useOpen() {
  return useStep(() => call(Desk.Open));
}

/** Remembers the language of this workstation, for papers and messages that Go writes. */
export function useKeepLanguage() {
  return useStep((language: string) => call(Desk.SetLang, language));
}

/** Everybody who works or worked here. */
export function usePeople() {
  return useQuery({ queryKey: ['person', 'all'], queryFn: () => call(Training.People) });
}

/** Finds a person's name by id; empty while it is not known. */
export function useNames(): (id: string) => string {
  const people = usePeople();
  const names = useMemo(() => new Map(people.data?.map(({ id, name }) => [id, name])), [people.data]);
  return (id) => names.get(id) ?? '';
}
