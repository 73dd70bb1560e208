import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as Settings from '../../wailsjs/go/app/Settings';
import type { app, schedule, shop } from '../../wailsjs/go/models';
import { call } from '../bridge/call';
import { hear } from '../bridge/events';

/** Everything that can be set. */
export type SettingsPage = app.SettingsPage;
/** A published version of the targets. */
export type Targets = shop.Targets;
/** The value that a figure should reach. */
export type Target = shop.Target;
/** A figure that can have a target. */
export type FigureUnit = app.FigureUnit;
/** How much a role may approve. */
export type Limit = shop.Limit;
/** A job with its state on this workstation. */
export type Job = schedule.Status;
/** One run of a job. */
export type Run = schedule.Run;
/** A certificate that needs somebody's care. */
export type Expiry = app.Expiry;
/** What the desk knows of itself. */
export type AboutDesk = app.About;
/** Where jobs put their files. */
export type Folders = app.Folders;

const pageKey = ['settings', 'page'];

/** Everything that can be set. */
export function useSettings() {
  return useQuery({
    queryKey: pageKey,
    queryFn: () => call(Settings.Page),
    meta: { from: ['shop', 'workstation', 'person'] },
  });
}

// What belongs to the shop changes a record, so that a notice reads the page again; what belongs to this
// workstation answers with the page itself.
const useShopStep = <C, R>(step: (command: C) => Promise<R>) =>
  useMutation({ mutationFn: (command: C) => call(step, command) });

function useStationStep<C>(step: (command: C) => Promise<SettingsPage>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    onSuccess: (page) => {
      client.setQueryData(pageKey, page);
      void client.invalidateQueries({ queryKey: ['files'] });
    },
  });
}

export const useChangeShop = () => useShopStep(Settings.ChangeShop);
export const usePublishTargets = () => useShopStep(Settings.PublishTargets);
export const useSetLimits = () => useShopStep(Settings.SetLimits);
export const useSetSignRules = () => useShopStep(Settings.SetSignRules);
export const useRename = () => useShopStep(Settings.RenameWorkstation);
export const useSetFolders = () => useStationStep(Settings.SetFolders);
export const useSetIdle = () => useStationStep(Settings.SetIdle);
export const usePickFolder = () => useMutation({ mutationFn: () => call(Settings.PickFolder) });

const jobsKey = ['jobs'];

/** How every job stands; read again whenever one begins, ends or is switched. */
export function useJobs() {
  const client = useQueryClient();
  useEffect(
    () =>
      hear('jobs', () => {
        void client.invalidateQueries({ queryKey: jobsKey });
        void client.invalidateQueries({ queryKey: ['files'] });
      }),
    [client],
  );
  return useQuery({
    queryKey: jobsKey,
    queryFn: () => call(Settings.Jobs),
    refetchInterval: 300_000,
    meta: { from: ['shop'] },
  });
}

function useJobStep<C>(step: (command: C) => Promise<Job[]>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: C) => call(step, command),
    // The job may have ended before the answer came: its own notice has the last word.
    onSuccess: () => client.invalidateQueries({ queryKey: jobsKey }),
  });
}

export const useSwitchJob = () => useJobStep(Settings.SwitchJob);
export const useRunJob = () => useJobStep(Settings.RunJob);

/** The documents in the folder of reports, newest first. */
export const useReports = () =>
  useQuery({ queryKey: ['files', 'reports'], queryFn: () => call(Settings.Reports), staleTime: 0 });

/** Where the window shows a saved document from. */
export const reportAddress = (name: string) => `/papers/saved/${encodeURIComponent(name)}`;

/** The backups that this workstation made, newest first. */
export const useBackups = () =>
  useQuery({ queryKey: ['files', 'backups'], queryFn: () => call(Settings.Backups), staleTime: 0 });

/** The certificates of the staff that end soon or ended lately; time alone moves them. */
export const useExpiring = () =>
  useQuery({
    queryKey: ['notices', 'certificates'],
    queryFn: () => call(Settings.Expiring),
    refetchInterval: 300_000,
    meta: { from: ['certificate', 'person', 'course'] },
  });

/** What the desk is made of. */
export const useAbout = () =>
  useQuery({ queryKey: ['about'], queryFn: () => call(Settings.About), staleTime: 0 });

/** How many records of each kind there are. They are counted, so it is asked when they are looked at. */
export const useCounts = () =>
  useQuery({ queryKey: ['about', 'counts'], queryFn: () => call(Settings.Counts), staleTime: 0 });

/** The works of others in the program. */
export const useLicences = () =>
  useQuery({ queryKey: ['about', 'licences'], queryFn: () => call(Settings.Licences) });
