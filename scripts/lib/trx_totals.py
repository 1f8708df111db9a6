"""Sums up the trx files of a directory: every failure, every skip with its reason, and the totals as the last line.

Exit code 1 when anything failed, or when there is not one result: no tests is not a success.
"""
import pathlib
import sys
import xml.etree.ElementTree

NS = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}


def results(directory):
    """(project, test, outcome, message) of each result, by project and name."""
    for path in sorted(pathlib.Path(directory).glob("*.trx")):
        tree = xml.etree.ElementTree.parse(path)
        found = []
        for result in tree.iterfind("./t:Results/t:UnitTestResult", NS):
            message = result.findtext("./t:Output/t:ErrorInfo/t:Message", "", NS)
            message = message or result.findtext("./t:Output/t:StdOut", "", NS)
            found.append((path.stem, result.get("testName"), result.get("outcome"), message.strip()))
        yield from sorted(found)


def main(directory):
    all_results = list(results(directory))
    outcomes = [outcome for _, _, outcome, _ in all_results]
    for project, test, outcome, message in all_results:
        if outcome == "NotExecuted":
            print("skipped %s: %s: %s" % (project, test, " ".join(message.split()) or "no reason given"))
    for project, test, outcome, message in all_results:
        if outcome not in ("Passed", "NotExecuted"):
            print("FAILED %s: %s" % (project, test))
            for line in message.splitlines()[:20]:
                print("    " + line)
    passed, skipped = outcomes.count("Passed"), outcomes.count("NotExecuted")
    failed = len(outcomes) - passed - skipped
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
