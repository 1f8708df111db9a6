using Infra.Core.Boot;

namespace Infra.Core.Tests.Boot;

public class NodeProgramVersionTests
{
    /// <summary>
    /// A node rejects a program of a lower version: a changed program needs a higher one, or a node could be given the previous one. When
    /// this fails, raise VERSION in Boot/node/lib/infra/program.py, then update the golden file. A branch that has already done so need
    /// not do it again before it is merged.
    /// </summary>
    [Fact]
    public void Program_OfAVersion_IsTheOneThatWasPublishedUnderIt() =>
        Golden.Check(
            $"version {NodeProgram.Version}\nsha256 {Stable.Sha256Hex(NodeProgram.Pushed)}\n",
            "tests",
            "baselines",
            "node-program"
        );

    [Fact]
    public void Version_OfEveryBundle_IsItsPrograms() => Assert.InRange(NodeProgram.Version, 2, 1 << 20);
}
