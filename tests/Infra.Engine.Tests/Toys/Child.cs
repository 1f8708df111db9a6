using System.Diagnostics;
using Infra.Engine.Commands;

namespace Infra.Engine.Tests.Toys;

/// <summary>
/// A process that a test starts itself. Another test's program may run beside it, and have its configuration in this process's
/// environment: as much of it as no child can be given.
/// </summary>
internal static class Child
{
    internal static ProcessStartInfo Of(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        LocalRunner.HideConfiguration(start);
        return start;
    }
}
