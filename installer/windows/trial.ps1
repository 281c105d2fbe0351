# Tries a setup program on Windows: silent installation, self-test, a second start, refusal while running, upgrade, removal.
param([Parameter(Mandatory = $true)][string]$Setup)
$ErrorActionPreference = "Stop"
$folder = Join-Path $env:LOCALAPPDATA "Programs\PlanImport"
$program = Join-Path $folder "planimport-gui.exe"

function Expect([int]$Code, [string]$What, [string]$File, [string[]]$Words) {
    $process = Start-Process -FilePath $File -ArgumentList $Words -PassThru -Wait
    Write-Output "${What}: exit code $($process.ExitCode)"
    if ($process.ExitCode -ne $Code) { throw "$What ended with $($process.ExitCode) instead of $Code" }
}

Expect 0 "installation" $Setup @("/S")
$report = Join-Path (Get-Location) "report.txt"
Expect 0 "self-test" $program @("--selftest", "`"$report`"")
Get-Content -Encoding utf8 $report
& (Join-Path $folder "planimport.exe") --version
if ($LASTEXITCODE -ne 0) { throw "the console ended with $LASTEXITCODE" }

$running = Start-Process -FilePath $program -PassThru
Start-Sleep -Seconds 10
if ($running.HasExited) { throw "the window closed by itself with $($running.ExitCode)" }
$sample = Join-Path $folder "_internal\planimport_gui\_resources\sample-plan.xlsx"
Expect 0 "second start" $program @("`"$sample`"")
Start-Sleep -Seconds 5
$running.Refresh()
if ($running.MainWindowTitle -notlike "sample-plan*") { throw "the first window shows '$($running.MainWindowTitle)'" }
Expect 5 "upgrade over a running program" $Setup @("/S")
Expect 5 "removal of a running program" (Join-Path $folder "uninstall.exe") @("/S", "_?=$folder")
Stop-Process -Id $running.Id
$running.WaitForExit()
Expect 0 "upgrade" $Setup @("/S")

$foreign = Join-Path $folder "notes.txt"
Set-Content $foreign "not ours"
Expect 0 "removal" (Join-Path $folder "uninstall.exe") @("/S", "_?=$folder")
Remove-Item (Join-Path $folder "uninstall.exe") -ErrorAction SilentlyContinue
$left = Get-ChildItem -Recurse -File $folder
if (@($left).Count -ne 1 -or $left[0].Name -ne "notes.txt") { throw "left behind: $($left.FullName -join ', ')" }
Write-Output "removed, and the foreign file stayed"
