# Every command a person needs. What a target does stands in build/, one script a subject.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test build bindings bench soak shots package lint e2e fmt clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up what is missing and open the desk (in a browser where there is no display)
	@build/setup run
	@build/frontend.sh
	@build/run.sh

test: ## everything that CI checks, from a bare machine
	@build/setup test
	@build/test.sh

build: ## build/bin/mendesk with the window and build/bin/mendesk-server without
	@build/setup run
	@build/frontend.sh
	@build/desktop.sh
	@build/server.sh

bindings: ## write frontend/wailsjs from the services
	@build/bindings.sh

bench: ## measure a desk of MENDESK_BENCH=N tickets beside baselines; ONLY=WORD for one part
	@build/setup run
	@build/frontend.sh
	@build/bench.sh $(if $(ONLY),-only $(ONLY))

soak: ## the long forms of the tests: more rounds, more seeds, more kills; MENDESK_SOAK=N says how many
	@build/soak.sh

shots: ## pictures of every page and paper in build/out/shots; ONLY=WORD for some
	@build/setup test
	@build/shots.sh $(ONLY)

package: ## what people install, in build/out/package: .deb, Windows programs, their installer
	@build/setup package
	@build/package.sh

lint: ## import rules, mistakes and formatting
	@build/lint-all.sh

e2e: ## the desk in a browser, driven by Playwright
	@build/setup test
	@build/frontend.sh
	@build/e2e.sh

fmt: ## format Go and TypeScript
	@build/lint.sh fmt
	@cd frontend && npm run --silent format

clean: ## remove what was built
	@rm -rf build/bin build/out frontend/test-results frontend/playwright-report
	@find frontend/dist -mindepth 1 ! -name .gitkeep -delete
