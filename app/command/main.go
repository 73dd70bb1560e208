package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mendesk/app"
	"mendesk/app/record"
	"mendesk/app/texts"
)

// The exit codes of the command line.
const (
	Done    = 0
	Refused = 1 // refused, or faults found
	Usage   = 2
)

// Streams are where a verb reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// verbs carries the global flags to the verbs.
type verbs struct {
	Streams
	assets  fs.FS
	version string

	dir, as, lang string
	json          bool
}

// Main runs one verb and gives the exit code. assets is the built frontend, for preview.
func Main(args []string, streams Streams, assets fs.FS, version string) int {
	v := &verbs{Streams: streams, assets: assets, version: version, lang: askedLang(args)}
	root := v.root()
	root.SetArgs(args)
	err := root.Execute()
	if err == nil {
		return Done
	}
	return v.fail(err)
}

// askedLang finds --lang before the flags are read, since the help is worded in it.
func askedLang(args []string) string {
	for i, a := range args {
		if lang, ok := strings.CutPrefix(a, "--lang="); ok {
			return lang
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// help says in one line what a verb does.
func (v *verbs) help(verb string) string { return v.say().Say("cli.verb."+verb, nil) }

// flag says in one line what a flag is.
func (v *verbs) flag(name string) string { return v.say().Say("cli.flag."+name, nil) }

func (v *verbs) root() *cobra.Command {
	root := &cobra.Command{
		Use: "mendesk", Short: v.help("root"),
		SilenceErrors: true, SilenceUsage: true,
	}
	root.SetIn(v.In)
	root.SetOut(v.Out)
	root.SetErr(v.Err)
	f := root.PersistentFlags()
	f.StringVar(&v.dir, "desk", "", v.flag("desk"))
	f.StringVar(&v.as, "as", "", v.flag("as"))
	f.StringVar(&v.lang, "lang", v.lang, v.flag("lang"))
	f.BoolVar(&v.json, "json", false, v.flag("json"))
	root.AddCommand(v.init(), v.imports(), v.figures(), v.report(), v.export(), v.check(), v.rebuild(), v.digest(),
		v.backup(), v.restore(), v.attach(), v.attachments(), v.demo(), v.call(), v.preview(), v.jobs(), v.hub(), v.pair(), v.versionVerb(), v.sync(), v.inspect())
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(v.conflicts(), v.erase())
	return root
}

// faults is the error of a verb that did its work and found something wrong; it was printed already.
var errFaults = errors.New("faults found")

// fail prints why a verb did not do what was asked and gives the exit code.
func (v *verbs) fail(err error) int {
	if errors.Is(err, errFaults) {
		return Refused
	}
	shown, known := shownOf(err)
	if !known {
		_, _ = fmt.Fprintln(v.Err, err)
		return Usage
	}
	if v.json {
		b, _ := json.Marshal(shown) // strings only: cannot fail
		_, _ = fmt.Fprintln(v.Err, string(b))
		return Refused
	}
	_, _ = fmt.Fprintln(v.Err, v.explain(shown))
	return Refused
}

// done marks an error as one of the desk's, not of usage.
type refusal struct{ err error }

func (r refusal) Error() string { return r.err.Error() }
func (r refusal) Unwrap() error { return r.err }

func shownOf(err error) (app.Shown, bool) {
	var r refusal
	if !errors.As(err, &r) {
		return app.Shown{}, false
	}
	return app.Show(r.err), true
}

// explain words a problem in the user's language, with the field it is about.
func (v *verbs) explain(s app.Shown) string {
	say := v.say()
	text := say.Say("problem."+s.Code, s.Params)
	if s.Ref != "" {
		text = say.Say("problem.unexpected", record.Params{"ref": s.Ref})
	}
	if s.Field != "" {
		text = s.Field + ": " + text
	}
	return text
}

func (v *verbs) say() texts.Say {
	if v.lang == "en" || v.lang == "zh-CN" {
		return texts.For(v.lang)
	}
	return texts.For(systemLang())
}

// systemLang is the language of the user's system: Chinese unless it says otherwise.
func systemLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); len(value) >= 2 {
			if value[:2] == "zh" {
				return "zh-CN"
			}
			return "en"
		}
	}
	return "zh-CN"
}

func (v *verbs) options() (app.Options, error) {
	if v.lang != "" && v.lang != "en" && v.lang != "zh-CN" {
		return app.Options{}, fmt.Errorf("--lang wants zh-CN or en, not %q", v.lang)
	}
	dir := v.dir
	if dir == "" {
		var err error
		if dir, err = app.DefaultDir(); err != nil {
			return app.Options{}, err
		}
	}
	config, err := app.DefaultConfigDir()
	if err != nil {
		return app.Options{}, err
	}
	return app.Options{Dir: dir, ConfigDir: config, Version: v.version, Program: app.ThisProgram(), Log: slog.New(slog.NewTextHandler(v.Err, nil))}, nil
}

// log writes what goes on to standard error.
func (v *verbs) log() *slog.Logger { return slog.New(slog.NewTextHandler(v.Err, nil)) }

// with opens the desk, signs in whom --as names and runs do.
func (v *verbs) with(do func(a *app.App) error) error {
	return v.open(func(a *app.App) error {
		if err := a.ActAs(v.as); err != nil {
			return err
		}
		return do(a)
	})
}

// open opens the desk and runs do with nobody signed in: what a workstation does by itself.
func (v *verbs) open(do func(a *app.App) error) error {
	o, err := v.options()
	if err != nil {
		return err
	}
	a := app.New(o)
	if err := a.Open(); err != nil {
		return refusal{err}
	}
	defer a.Shutdown()
	return refused(do(a))
}

func refused(err error) error {
	if err == nil || errors.Is(err, errFaults) {
		return err
	}
	return refusal{err}
}

// print writes value as JSON when --json was given, else the words.
func (v *verbs) print(value any, words string) error {
	if v.json {
		return v.printJSON(value)
	}
	_, err := fmt.Fprintln(v.Out, words)
	return err
}

func (v *verbs) printJSON(value any) error {
	e := json.NewEncoder(v.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
