/** The scheduler files: what they start exists, and they agree with each other. `deploy/check` asks their own tools. */
import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { createProgram } from "../src/cli/program.js";

const textOf = (file: string) => readFileSync(`deploy/${file}`, "utf8");
const settingOf = (unit: string, key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(unit)?.[1];

const service = textOf("systemd/closedloop.service");
const timer = textOf("systemd/closedloop.timer");
const cron = textOf("cron/closedloop");
const [job, claim] = parseAllDocuments(textOf("kubernetes/closedloop.yaml")).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS();
});
const cronLine = cron.split("\n").find((line) => /^\d/.test(line))!;
const jobSpec = job.spec.jobTemplate.spec;
const pod = jobSpec.template.spec;
const [container] = pod.containers;

/** The command lines, without what stands around them. */
const commands = {
  systemd: settingOf(service, "ExecStart")!.replace("/usr/bin/env ", ""),
  kubernetes: [...container.command, ...container.args].join(" "),
  cron: /; (closedloop [^>]*) >>/.exec(cronLine)![1]!,
};

for (const [scheduler, command] of Object.entries(commands))
  test(`the command of ${scheduler} is one of closedloop, with options that it has`, () => {
    const [program, name, ...args] = command.split(" ");
    const found = createProgram("").commands.find((one) => one.name() === name);
    expect([program, found?.name()]).toEqual(["closedloop", "run"]);
    const known = found!.options.flatMap(({ long }) => (long ? [long] : []));
    expect(args.filter((arg) => arg.startsWith("--")).filter((arg) => !known.includes(arg))).toEqual([]);
  });

test("all schedulers start the same run at the same time", () => {
  expect(new Set(Object.values(commands)).size).toBe(1);
  expect(settingOf(timer, "OnCalendar")).toBe("*-*-* 05:15:00");
  expect([job.spec.schedule, cronLine.split(" ").slice(0, 5).join(" ")]).toEqual(["15 5 * * *", "15 5 * * *"]);
});

test("another run at work is no failure for systemd, and tried again by Kubernetes; what needs a person fails at once", () => {
  expect(settingOf(service, "SuccessExitStatus")).toBe("75");
  const actionOf = (code: number) =>
    jobSpec.podFailurePolicy.rules.find((rule: any) => rule.onExitCodes?.values.includes(code))?.action;
  expect([75, 1, 2, 3, 4, 70].map(actionOf)).toEqual(["Ignore", ...Array(5).fill("FailJob")]);
  // A policy for failures of pods needs pods that are not restarted in place.
  expect([pod.restartPolicy, job.spec.concurrencyPolicy]).toEqual(["Never", "Forbid"]);
});

test("a run has time to end by SIGTERM, and as a user of its own may write only the project", () => {
  expect(Number.parseInt(settingOf(service, "TimeoutStopSec")!, 10)).toBeGreaterThan(5);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(5);
  expect([settingOf(service, "ReadWritePaths"), settingOf(service, "ProtectSystem")]).toEqual([
    "/srv/closedloop",
    "strict",
  ]);
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
  expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  const volumes = pod.volumes.map(({ name }: { name: string }) => name);
  expect(container.volumeMounts.map(({ name }: { name: string }) => name)).toEqual(volumes);
  expect(pod.volumes[0].persistentVolumeClaim.claimName).toBe(claim.metadata.name);
});

test("the page of operations names every scheduler file, and the script that checks them can be run", () => {
  const page = readFileSync("docs/operations.md", "utf8");
  for (const file of ["systemd", "kubernetes/closedloop.yaml", "cron/closedloop", "check"])
    expect(page).toContain(`(../deploy/${file})`);
  expect(statSync("deploy/check").mode & 0o100).toBe(0o100);
});
